import { expect } from 'chai';
import { printable } from '../../../src/report/words/printable.js';

describe('printable text', () => {
  it('shows controls, turned text, halves of pairs and what is no character', () => {
    expect(printable('a\x1b[2Jb\r\x07\x7f\x9b')).to.equal('a\\u001b[2Jb\\u000d\\u0007\\u007f\\u009b');
    expect(printable('\u202egnp.exe\u2066')).to.equal('\\u202egnp.exe\\u2066');
    expect(printable('\ud800x\udc00\uffff')).to.equal('\\ud800x\\udc00\\uffff');
  });

  it('leaves all else: tabs, newlines, letters of any script, whole pairs', () => {
    const text = 'line one\n\tzwei, τρία, 四, 😀';
    expect(printable(text)).to.equal(text);
  });
});
