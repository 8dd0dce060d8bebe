import { expect } from 'chai';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { makeFinding } from '../../src/diagnosis/findings/finding.js';
import { BadEntry, entryText, findingEntry, parseEntry, type Entry } from '../../src/search/entry.js';
import { FolderDatabase } from '../../src/search/folder-database.js';
import { isTensor, tensor, toArray, type Tensor } from '../../src/tensor.js';

const entry: Entry = {
  key: '0123456789abcdef',
  library: 'a-library',
  title: 'maxPool: wrong value: everywhere',
  law: 'pooling/axis-swap-max',
  case: { x: tensor([Number.NaN, -0, 1.5, -Infinity], [1, 4, 1], 'float32'), p: Number.NaN, attributes: { window: [2] } },
  message: 'left = right fails',
  token: 'pooling/axis-swap-max:1:5@0.1.0',
};

function database(): { readonly folder: string; readonly files: FolderDatabase; readonly warnings: string[] } {
  const folder = join(mkdtempSync(join(tmpdir(), 'tensor-laws-')), 'database');
  const warnings: string[] = [];
  return { folder, files: new FolderDatabase(folder, (warning) => warnings.push(warning)), warnings };
}

describe('the failure database', () => {
  it('gives back what it was given: tensors, NaN and -0', async () => {
    const { files, folder, warnings } = database();
    expect(await files.load('a-library')).to.deep.equal([]);
    expect(await files.store(entry)).to.equal(true);
    expect(readdirSync(folder)).to.deep.equal(['0123456789abcdef.json']);
    const [loaded] = await files.load('a-library');
    const { x, p } = loaded!.case as { x: Tensor; p: number };
    expect(isTensor(x)).to.equal(true);
    expect(toArray(x).map((value) => (Object.is(value, -0) ? '-0' : String(value)))).to.deep.equal(['NaN', '-0', '1.5', '-Infinity']);
    expect(p).to.be.NaN;
    expect(loaded).to.deep.include({ title: entry.title, law: entry.law, token: entry.token });
    expect(await files.load('another-library')).to.deep.equal([]);
    await files.delete(entry.key);
    await files.delete(entry.key);
    expect(readdirSync(folder)).to.deep.equal([]);
    expect(warnings).to.deep.equal([]);
  });

  const text = entryText(entry);
  const bad: readonly (readonly [string, string, RegExp])[] = [
    ['cut off', text.slice(0, text.length / 2), /no JSON/],
    ['empty', '', /no JSON/],
    ['a list', '[]', /no finding/],
    ['of another schema', text.replace('"schema": 1', '"schema": 99'), /schema is 99/],
    ['without a law', text.replace('"law"', '"lore"'), /law is no text/],
    ['with a case that is none', text.replace(/"case": [\s\S]*/, '"case": 3\n}'), /no case/],
    ['with a forged tensor', text.replace('"dtype": "float32"', '"dtype": "float99"'), /case is none/],
    ['with a key that leads out of the folder', text.replace('"key": "0123456789abcdef"', '"key": "../../etc/passwd"'), /key is none/],
    ['under another name', text.replace('0123456789abcdef', 'fedcba9876543210'), /name of its finding/],
  ];
  for (const [what, content, words] of bad) {
    it(`sets a file aside that is ${what}, and goes on`, async () => {
      const { files, folder, warnings } = database();
      const good: Entry = { ...entry, key: 'ffffffffffffffff' };
      await files.store(good);
      writeFileSync(join(folder, '0123456789abcdef.json'), content);
      expect((await files.load('a-library')).map(({ key }) => key)).to.deep.equal(['ffffffffffffffff']);
      expect(readdirSync(folder).sort()).to.deep.equal(['0123456789abcdef.json.bad', 'ffffffffffffffff.json']);
      expect(readFileSync(join(folder, '0123456789abcdef.json.bad'), 'utf8')).to.equal(content);
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.match(words).and.to.include('set aside');
      if (what !== 'under another name') expect(() => parseEntry(content)).to.throw(BadEntry);
    });
  }

  it('warns once where its folder cannot be made, and loses nothing else', async () => {
    const { folder, warnings } = database();
    writeFileSync(folder, 'a file stands in its way');
    const files = new FolderDatabase(folder, (warning) => warnings.push(warning));
    expect(await files.load('a-library')).to.deep.equal([]);
    expect(await files.store(entry)).to.equal(false);
    expect(await files.store({ ...entry, key: 'ffffffffffffffff' })).to.equal(false);
    expect(warnings.filter((warning) => warning.includes('not stored'))).to.have.length(1);
  });

  it('clears up what a killed process left half written, and leaves alone what another is writing', async () => {
    const { files, folder } = database();
    mkdirSync(folder);
    const started: string[] = [];
    for (const key of ['0123456789abcdef', 'ffffffffffffffff'])
      await writeFileAtomic(join(folder, `${key}.json`), '', { tmpfileCreated: (path) => started.push(path) });
    const [old, young] = started as [string, string];
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    for (const path of [old, young]) writeFileSync(path, '{ "schema"');
    utimesSync(old, new Date(0), new Date(0));
    expect(await files.load('a-library')).to.deep.equal([]);
    expect(existsSync(old)).to.equal(false);
    expect(existsSync(young)).to.equal(true);
  });

  it('keeps a bug under one key, whichever law showed it', () => {
    const finding = (law: string, op: 'maxPool' | 'conv'): Entry | undefined =>
      findingEntry(
        makeFinding({ kind: 'condition', how: 'value', ops: [op], guards: [] }, 't', {
          op,
          kind: 'value',
          laws: [law],
          counterexample: { law, library: 'a-library', case: {}, kind: 'differs', message: 'm', reproduced: true, shrinks: 0 },
        }),
      );
    expect(finding('pooling/a', 'maxPool')!.key).to.equal(finding('pooling/b', 'maxPool')!.key);
    expect(finding('pooling/a', 'maxPool')!.key).to.not.equal(finding('pooling/a', 'conv')!.key);
  });
});
