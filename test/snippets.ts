/** The TypeScript of a page, run and held against the types of the built package. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The blocks of `ts` of a page of this repository. */
export function snippetsOf(page: string): string[] {
  return [...readFileSync(join(root, page), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);
}

/** Writes snippets to a folder, and gives their paths. */
export function written(snippets: readonly string[], folder: string): string[] {
  return snippets.map((code, i) => {
    const path = join(folder, `snippet-${i}.mts`);
    writeFileSync(path, code);
    return path;
  });
}

/** The blocks of a page that say what the `ts` before them prints. */
export function printedIn(page: string): string[] {
  return [...readFileSync(join(root, page), 'utf8').matchAll(/```text\n([\s\S]*?)```/g)].map(([, text]) => text!);
}

/** Runs snippets in one process, as each would load the package anew. What fails is told behind its last line. */
export function run(
  snippets: readonly string[],
  folder: string,
): { readonly status: number | null; readonly out: string; readonly err: string } {
  const paths = written(snippets, folder);
  const lines = snippets.map(
    (code, i) => `console.error(${JSON.stringify(code.trim().split('\n').at(-1))});\nawait import('${paths[i]!}');`,
  );
  const all = join(folder, 'all.mts');
  writeFileSync(all, `${lines.join('\n')}\n`);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', all], { cwd: folder, encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}
