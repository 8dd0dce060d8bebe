import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { InvalidLibrary, knownFrom } from '../../src/library.js';

const cause = { kind: 'unchecked', code: 'block-divides', ops: ['depthToSpace'], guards: [] };
const bug = { reason: 'documented', cause, case: { blockSize: 2 } };
const file = { schema: 1, tensorLaws: '0.1.9', known: [bug] };

describe('knownFrom', () => {
  let folder: string;
  const stored = (name: string, text: string): string => {
    const place = path.join(folder, name);
    writeFileSync(place, text);
    return place;
  };
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'known-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('reads a path, the URL of a file, and what a file holds', () => {
    const place = stored('known.json', JSON.stringify(file));
    const read = [{ tensorLaws: '0.1.9', ...bug }];
    for (const source of [place, path.relative(process.cwd(), place), pathToFileURL(place), file])
      expect(knownFrom(source)).to.deep.equal(read);
  });

  it('reads an entry with the version that found it', () => {
    const [read] = knownFrom({ ...file, known: [{ ...bug, tensorLaws: '0.1.0' }] });
    expect(read!.tensorLaws).to.equal('0.1.0');
  });

  it('says in one line what is wrong', () => {
    const told = (source: unknown): string => {
      try {
        knownFrom(source as object);
      } catch (thrown) {
        expect(thrown).to.be.instanceOf(InvalidLibrary);
        return (thrown as Error).message;
      }
      throw new Error('it was read');
    };
    const cases: [unknown, RegExp][] = [
      [path.join(folder, 'nowhere.json'), /nowhere\.json cannot be read: ENOENT/],
      [folder, /cannot be read: EISDIR/],
      [new URL('https://example.org/known.json'), /cannot be read/],
      [stored('cut.json', JSON.stringify(file).slice(0, 40)), /cut\.json is no JSON: it was cut off, or is no file of known bugs/],
      [stored('list.json', '[]'), /list\.json: it holds no known bugs/],
      [null, /knownFrom: it holds no known bugs/],
      [{ known: [] }, /its schema is missing; this version reads 1/],
      [{ ...file, schema: 2 }, /its schema is 2; this version reads 1/],
      [{ ...file, tensorLaws: 7 }, /its tensorLaws is no version/],
      [{ ...file, known: {} }, /its known is no list/],
      [{ ...file, known: [bug, { ...bug, reason: '' }] }, /known\[1\]: reason is ""; it is a non-empty string/],
      [{ ...file, known: [{ ...bug, cause: 'conv' }] }, /known\[0\]: its cause is none/],
      [{ ...file, known: [{ ...bug, law: 7 }] }, /known\[0\]: law is 7/],
      [{ ...file, known: [null] }, /known\[0\] is null/],
    ];
    for (const [source, words] of cases) expect(told(source)).to.match(words).and.not.include('\n');
  });

  it('asks for what the file holds where there is no file system', () => {
    const { getBuiltinModule } = process;
    process.getBuiltinModule = undefined as never;
    try {
      expect(() => knownFrom('known.json')).to.throw(InvalidLibrary, 'known.json cannot be read here: pass knownFrom what it holds');
      expect(knownFrom(file)).to.have.length(1);
    } finally {
      process.getBuiltinModule = getBuiltinModule;
    }
  });
});
