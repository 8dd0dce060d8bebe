// What docs/findings.md says beside the search's own findings: bugs that no law reaches, bisections, and what was withdrawn.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { campaign } from './paths.mjs';
import { inParallel, runReproduction } from './reproduction.mjs';
import { shortened } from './show.mjs';
import { versionOf } from './versions.mjs';

const read = (file) => JSON.parse(readFileSync(join(campaign, file), 'utf8'));

/** Bugs that plain scripts show, each run anew: sections as those of findings. */
export async function scriptedSections() {
  const written = await inParallel(read('scripted/index.json'), async (entry) => {
    const program = readFileSync(join(campaign, 'scripted', entry.program), 'utf8').trimEnd();
    const { got } = await runReproduction(program);
    const lines = [
      `### ${entry.library}, by script: ${entry.title}`,
      '',
      `- library: ${entry.library} ${versionOf(entry.package)}, kind: ${entry.kind}`,
      `- expected: ${entry.expected}`,
      `- got: ${shortened(got)}`,
      `- reading: **bug**. ${entry.why}`,
      `- known: ${entry.issue ?? 'apparently unreported'}`,
      '',
      '```js',
      program,
      '```',
      '',
    ];
    return { text: lines.join('\n'), reproduces: new RegExp(entry.got).test(got) };
  });
  return written.filter(({ reproduces }) => reproduces).map(({ text }) => text);
}

/** Findings of which it is known in which version they began or ended. */
export function bisectedSection() {
  const rows = read('bisected.json').flatMap(({ library, finding, lines, command }) => [
    `### ${library}: ${finding}`,
    '',
    `    ${command}`,
    ...lines.map((line) => `    ${line}`),
    '',
  ]);
  return ['## Bisected', '', 'What `tensor-laws bisect` says of findings that are not in every version.', '', ...rows].join('\n');
}

/** What was once a finding, and is none. */
export function withdrawnSection() {
  const rows = read('withdrawn.json').map(({ library, finding, why }) => `| ${library} | ${finding} | ${why} |`);
  return [
    '## Withdrawn',
    '',
    'Once in this list, and no fault of the library: each is a limit of its adapter now, with its reason, or a fault of the adapter that was mended.',
    '',
    '| library | finding | why it is none |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
