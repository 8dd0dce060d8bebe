/** The kernels' own tests, for what no law asks: mocha run in this process, again for each mutant. */
import Mocha from 'mocha';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = 'test/kernels';

/** What one spec file says of the kernels as they are at present: its first failure. */
async function failureOf(mocha: Mocha): Promise<string | undefined> {
  let message: string | undefined;
  await new Promise<void>((done) => {
    mocha
      .run(() => {
        done();
      })
      .on('fail', (test, error: Error) => {
        message ??= `${test.fullTitle()}: ${error.message}`;
      });
  });
  return message;
}

async function loaded(file: string): Promise<Mocha> {
  const mocha = new Mocha({ bail: true, timeout: 60_000, reporter: class {} as never });
  mocha.addFile(resolve(folder, file));
  await mocha.loadFilesAsync();
  return mocha.cleanReferencesAfterRun(false);
}

const found: (readonly [string, () => Promise<string | undefined>])[] = [];
for (const file of readdirSync(folder).filter((name) => name.endsWith('.test.ts'))) {
  // One after another: mocha hands its `describe` to one instance at a time.
  const mocha = await loaded(file);
  found.push([`${folder}/${file}`, () => failureOf(mocha)]);
}

/** Tests by name. */
export const ownTests: readonly (readonly [string, () => Promise<string | undefined>])[] = found;
