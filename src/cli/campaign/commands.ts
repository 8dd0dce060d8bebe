/** The commands of a campaign over machines, a sentence each. */
import { Option, type Command } from 'commander';
import { databaseOption, duration, integer, reportOptions, shard } from '../options.js';

/** Where the queue is; a password on the command line is seen by all who list processes. */
const queueOption = (): Option =>
  new Option('--queue <address>', 'the Redis server, redis://user:password@host:port; a password is better given in the environment').env(
    'TENSOR_LAWS_QUEUE',
  );

/** Adds `campaign` to the commands. */
export function addCampaign(program: Command): void {
  const campaign = program.command('campaign').description('search a library with workers on several machines, over a queue');

  reportOptions(
    campaign
      .command('start')
      .description(
        'begin a campaign, hand out its runs, and print what was found; one whose process is gone is taken up by the same command',
      )
      .addOption(queueOption())
      .requiredOption('--library <name>', 'the name of a library that workers have')
      .option('--library-version <version>', 'its version, where workers have several')
      .option('--name <name>', "the campaign's (default: that of the library)")
      .option('--budget <duration>', 'time for the campaign, such as 2h (default: 60s, without --runs or --exhaustive)', duration)
      .option('--runs <number>', 'runs per law', integer(1))
      .option('--exhaustive <size>', 'afterwards, every window configuration up to this size', integer(1))
      .option('--seed <number>', 'seed of the runs (default: drawn anew)', integer(-Infinity))
      .option('-t, --laws <ids...>', "ids or globs of laws, such as 'pooling/*'")
      .option('--shard <i/n>', 'the i-th of n parts of the laws', shard)
      .addOption(databaseOption().default(undefined, 'the server of the queue'))
      .addOption(new Option('--no-database', 'keep nothing'))
      .option('--bail', 'stop at the first finding')
      .option('--strict', 'end with status 1 where an op differs by a convention that the library does not declare')
      .option('--quiet', 'print the summary only')
      .option('--plain', 'print lines, even on a terminal'),
  ).action(async (flags: object) => {
    const { startCampaign } = await import('./start.js');
    process.exitCode = await startCampaign(flags as Parameters<typeof startCampaign>[0]);
  });

  campaign
    .command('worker')
    .description('work for the campaigns of a library, until Ctrl-C; start as many as you like, on any machine, at any time')
    .addOption(queueOption())
    .requiredOption('--library <library>', 'a ready library, or a module whose default export is a library')
    .option('--workers <number>', 'processes for the library (default: one a core)', integer(1))
    .option('--timeout <duration>', 'time that a call of the library may take (default: 5s)', duration)
    .option('--memory <megabytes>', 'memory that the library may take in each process (default: 1024)', integer(64))
    .action(async (flags: object) => {
      const { workForCampaigns } = await import('./worker.js');
      process.exitCode = await workForCampaigns(flags as Parameters<typeof workForCampaigns>[0]);
    });

  campaign
    .command('status')
    .description('say which campaigns there are, how far each is, and which workers there are')
    .addOption(queueOption())
    .action(async (flags: object) => {
      const { campaignStatus } = await import('./status.js');
      await campaignStatus(flags);
    });

  reportOptions(
    campaign
      .command('report')
      .description('print what a campaign found; of one that is running, what it has found so far')
      .argument('<name>', "the campaign's")
      .addOption(queueOption()),
  ).action(async (name: string, flags: object) => {
    const { campaignReport } = await import('./report.js');
    process.exitCode = await campaignReport(name, flags);
  });

  campaign
    .command('stop')
    .description('end a campaign early, with a report of what it has found')
    .argument('<name>', "the campaign's")
    .addOption(queueOption())
    .option('--forget', 'let go of one that has ended, and of its report')
    .action(async (name: string, flags: object) => {
      const { stop } = await import('./stop.js');
      await stop(name, flags);
    });
}
