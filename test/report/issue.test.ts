import { expect } from 'chai';
import { laws } from '../../properties/index.js';
import { checkLaws, defineLibrary, reference } from '../../src/index.js';
import { issueText } from '../../src/report/issue.js';
import { hostile } from './report-of.js';

const platform = 'Node.js 20, a machine';

describe('a finding as the text of an issue', () => {
  it('has the smallest call, what is expected and by which law, a file that shows it, and versions', async () => {
    const { pad } = reference.ops;
    const mine = defineLibrary({
      ...reference,
      name: 'mine',
      version: '1.2.0',
      ops: { pad: (x, a) => pad!(x, { ...a, value: 0 }) },
      show: ({ op }) => `mine.${op}(x)`,
    });
    const report = await checkLaws(mine, { laws: ['padding/constant'], runs: 50, seed: 1 });
    const text = issueText(report, report.findings[0]!, laws, { library: './mine.js', platform });
    expect(text.split('\n')[0]).to.match(/^# pad ignores its value$/);
    expect(text)
      .to.include('```js\nmine.pad(x)\n```')
      .and.to.include('Expected: `float64 [2] [1, 0]`')
      .and.to.include('Received: `float64 [2] [0, 0]`')
      .and.to.include('P(x, (a, b), constant v)[i] = x[i - a] inside x, v outside')
      .and.to.include('numpy.org')
      .and.to.include('import library from "./mine.js";')
      .and.to.include('- mine 1\\.2\\.0\n- Node\\.js 20, a machine\n- found by tensor\\-laws');
  });

  it('keeps what a library names from being markup, or from ending a block', async () => {
    const pad = (): never => {
      throw new Error(hostile);
    };
    const evil = defineLibrary({ ...reference, name: hostile, version: hostile, ops: { pad } });
    const report = await checkLaws(evil, { laws: ['padding/constant'], runs: 5, seed: 1 });
    const [finding] = report.findings;
    const text = issueText(report, { ...finding!, title: `pad: ${hostile}` }, laws, { platform: hostile });
    const prose = text.replaceAll(/^(`{3,})[^\n]*\n[^]*?^\1$/gm, '').replaceAll(/`[^`\n]*`/g, '');
    expect(prose).to.include('\\<script\\>').and.to.not.include('<script>');
    expect(text).to.not.include('\u0001');
  });
});
