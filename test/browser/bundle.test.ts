import { expect } from 'chai';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle, type Bundle } from '../../src/browser/bundle.js';
import { Site } from '../../src/browser/site.js';
import { InvalidLibrary } from '../../src/library.js';

const options = { timeout: 1000, wide: true };

describe('what a page loads', function () {
  this.timeout(30_000);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'tensor-laws-'))));
  after(() => rmSync(folder, { recursive: true }));

  const bundled = (source: string, peers?: readonly string[]): Promise<Bundle> => {
    const library = join(folder, 'mine.ts');
    writeFileSync(library, source);
    return bundle({ name: './mine.ts', library, ...(peers !== undefined && { peers }) }, options);
  };
  const refused = async (source: string, peers?: readonly string[]): Promise<string> => {
    const error = await bundled(source, peers).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).to.be.instanceOf(InvalidLibrary);
    return (error as Error).message;
  };

  it('says in one line what is wrong with a module', async () => {
    expect(await refused('export default {\n  ops: {\n')).to.equal(
      './mine.ts does not load: mine.ts:3:1: Expected identifier but found end of file',
    );
    expect(await refused("import x from 'nowhere';\nexport default x;\n")).to.equal(
      './mine.ts does not load: mine.ts:1:15: Could not resolve "nowhere"',
    );
  });

  it('names the packages that a ready library lacks', async () => {
    expect(await refused("import x from 'nowhere/core';\nexport default x;\n", ['nowhere', 'elsewhere'])).to.equal(
      'library ./mine.ts needs the packages nowhere, elsewhere: npm install nowhere elsewhere',
    );
  });

  it('is served with what lies beside its modules, and nothing else', async () => {
    const built = await bundled('export default { name: "mine" as string };');
    mkdirSync(join(folder, 'weights'));
    writeFileSync(join(folder, 'weights', 'one.json'), '[1]');
    writeFileSync(join(folder, '..', 'tensor-laws-secret.json'), '[2]');
    const site = await Site.start(built);
    try {
      const at = async (path: string): Promise<[number, string | null, string]> => {
        const response = await fetch(new URL(path, site.url));
        return [response.status, response.headers.get('content-type'), await response.text()];
      };
      expect((await at('/'))[2]).to.match(/^<!doctype html>/);
      const [status, type, code] = await at(site.module);
      expect([status, type]).to.deep.equal([200, 'text/javascript']);
      expect(code)
        .to.include('tensorLawsTell')
        .and.not.match(/from ?"node:/);
      expect(await at('/weights/one.json')).to.deep.equal([200, 'application/json', '[1]']);
      for (const path of ['/weights', '/none.json', '/..%2ftensor-laws-secret.json', '/weights/..%2f..%2ftensor-laws-secret.json'])
        expect((await at(path))[0], path).to.equal(404);
      // No text of UTF-8.
      for (const path of ['/%', '/%ff', '/weights/%c3%28']) expect((await at(path))[0], path).to.equal(400);
      expect((await at('/weights/one.json'))[0], 'it goes on').to.equal(200);
    } finally {
      await site.close();
      rmSync(join(folder, '..', 'tensor-laws-secret.json'));
    }
  });
});
