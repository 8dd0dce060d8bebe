/** A worker in a page of a browser. */
import { describeThrown } from '../judge/failures.js';
import type { Request } from '../search/pool/messages.js';
import { PoolWorker } from '../search/pool/pool-worker.js';
import { nowhere, positionOf, words } from '../search/pool/position.js';
import type { Chromium, Tab } from './chromium.js';
import type { PageMessage } from './page.js';
import type { Site } from './site.js';
import { ask, positionWords, tell } from './wire.js';

export interface PageOptions {
  /** As the user named it. */
  readonly library: string;
  /** Milliseconds that a call may take. */
  readonly timeout: number;
}

export class PageWorker extends PoolWorker {
  private tab: Tab | undefined;
  private position: Int32Array | undefined;
  private isEnded = false;

  constructor(
    { library, timeout }: PageOptions,
    private readonly chromium: Chromium,
    private readonly site: Site,
  ) {
    super(library, 'its page', timeout);
    this.begin().catch((thrown: unknown) => this.over(describeThrown(thrown), false));
  }

  protected override post(request: Request): void {
    const expression = `globalThis.${ask}(${JSON.stringify(request)})`;
    // A page that ends meanwhile says so by itself.
    this.tab?.protocol.send('Runtime.evaluate', { expression }).catch(() => undefined);
  }

  protected override end(): void {
    if (this.isEnded) return;
    this.isEnded = true;
    const closed = this.tab === undefined ? Promise.resolve() : this.tab.page.close();
    void closed.catch(() => undefined).then(() => this.over('its tab was closed', false));
  }

  private async begin(): Promise<void> {
    const tab = await this.chromium.open();
    const { page, protocol } = tab;
    this.tab = tab;
    if (this.isEnded) return page.close();
    page.on('crash', () => this.over('its tab crashed', false));
    page.on('close', () => this.over('its tab was closed', true));
    // A page that asks something waits for an answer that nobody gives.
    page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
    protocol.on('Runtime.bindingCalled', ({ payload }) => this.hear(payload));
    await protocol.send('Runtime.enable');
    await protocol.send('Runtime.addBinding', { name: tell });
    await page.goto(this.site.url);
    const expression = `import(${JSON.stringify(this.site.module)}).catch((thrown) => ${tell}(JSON.stringify({ kind: 'refused', name: 'Error', message: String(thrown) })))`;
    await protocol.send('Runtime.evaluate', { expression });
  }

  private hear(text: string): void {
    const position = positionWords(text, words);
    if (position !== undefined) {
      this.position = position;
      return;
    }
    const message = JSON.parse(text) as PageMessage;
    if (message.kind === 'lost') this.over(message.manner, false);
    else this.receive(message);
  }

  private over(manner: string, outside: boolean): void {
    this.die(manner, outside, this.position === undefined ? nowhere : positionOf(this.position));
    this.end();
  }
}
