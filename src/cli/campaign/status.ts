import { printable } from '../../report/words/printable.js';
import { campaigns, isConducted, type CampaignRecord } from '../../queue/campaign.js';
import { presentWorkers, type PresentWorker } from '../../queue/presence.js';
import { withQueue, type QueueFlags } from './with-queue.js';

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** A campaign in a line, and its findings beneath. */
function campaignLines(name: string, campaign: CampaignRecord, conducted: boolean): string[] {
  const { settings, state, libraryVersion, progress, found, seed, begun } = campaign;
  const stands = state !== 'running' ? state : conducted ? 'running' : 'left: nobody conducts it; the same campaign start takes it up';
  const far =
    progress &&
    `${progress.done} of ${progress.total} laws to run ${progress.runs}, ${progress.checks} checks, ${counted(progress.tasks, 'task')}`;
  const of = `${settings.library}${libraryVersion === undefined ? '' : ` ${libraryVersion}`}, seed ${seed}`;
  return [
    `${name}: ${stands}`,
    `  ${of}, begun ${new Date(begun).toISOString()}`,
    `  ${far ?? 'no run so far'}`,
    `  ${counted(found.length, 'finding')}${found.length === 0 ? '' : ':'}`,
    ...found.map((title) => `    ${title}`),
  ];
}

function workerLine({ library, host, pid, processes, done, tensorLaws }: PresentWorker): string {
  const version = library.version === undefined ? '' : ` ${library.version}`;
  return (
    `  ${host}, process ${pid}: ${library.name}${version}, tensor-laws ${tensorLaws}, ${counted(processes, 'process')}`.replace(
      /processs$/,
      'processes',
    ) + `, ${counted(done, 'task')} done`
  );
}

/** Prints the campaigns and the workers of a queue. */
export function campaignStatus(flags: QueueFlags): Promise<void> {
  return withQueue(flags, async ({ store }) => {
    const say = (line: string): void => void process.stdout.write(`${printable(line)}\n`);
    const all = await campaigns(store);
    if (all.length === 0) say('no campaigns');
    for (const [name, campaign] of all) campaignLines(name, campaign, await isConducted(store, name)).forEach(say);
    const workers = await presentWorkers(store);
    say(workers.length === 0 ? 'no workers' : `${counted(workers.length, 'worker')}:`);
    workers.map(workerLine).forEach(say);
  });
}
