import { forgetCampaign, stopCampaign } from '../../queue/campaign.js';
import { withQueue, type QueueFlags } from './with-queue.js';

const said = {
  asked: 'is asked to stop: its process prints what was found, and campaign report tells it',
  stopped: 'is stopped: nobody conducted it any more',
  over: 'has ended already',
};

/** Asks a campaign to end, or lets go of one that has. */
export function stop(name: string, { forget = false, ...flags }: QueueFlags & { readonly forget?: boolean }): Promise<void> {
  return withQueue(flags, async ({ store }) => {
    if (forget) await forgetCampaign(store, name);
    process.stdout.write(`the campaign '${name}' ${forget ? 'is forgotten' : said[await stopCampaign(store, name)]}\n`);
  });
}
