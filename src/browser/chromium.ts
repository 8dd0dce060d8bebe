/** A browser that is driven from here: found, started when the first page is wanted, and again where it was ended. */
import { existsSync } from 'node:fs';
import type { Browser, BrowserType, CDPSession, Page } from 'playwright-core';
import { describeThrown } from '../judge/failures.js';
import { InvalidLibrary } from '../library.js';

/** Where Chromium, and what is made of it, is installed. */
const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * WebGPU and WebGL without a GPU too, by SwiftShader; and, whatever a library does to the process of the GPU, another one for the next
 * page.
 */
const flags = [
  '--enable-unsafe-webgpu',
  '--enable-unsafe-swiftshader',
  '--disable-domain-blocking-for-3d-apis',
  '--disable-gpu-process-crash-limit',
];

export interface ChromiumOptions {
  /** The browser's executable. Default: that of the variable CHROMIUM, or where it is usually installed. */
  readonly path?: string;
  /** Whether it is seen. Default: false. */
  readonly headed?: boolean;
}

/** A page, and the protocol that it is spoken to in. */
export interface Tab {
  readonly page: Page;
  readonly protocol: CDPSession;
}

/**
 * The driver of browsers.
 *
 * @throws InvalidLibrary where it is not installed
 */
async function driver(): Promise<BrowserType> {
  try {
    return (await import('playwright-core')).chromium;
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw thrown;
    throw new InvalidLibrary('a page needs the package playwright-core: npm install playwright-core', { cause: thrown });
  }
}

/** @throws InvalidLibrary where there is none */
function executable(given: string | undefined, type: BrowserType): string {
  const named = given ?? process.env['CHROMIUM'];
  if (named !== undefined) {
    if (existsSync(named)) return named;
    throw new InvalidLibrary(`there is no browser at ${named}`);
  }
  const found = [...usualPlaces, type.executablePath()].find((path) => path !== '' && existsSync(path));
  if (found === undefined) throw new InvalidLibrary('there is no Chromium here: install it, or name its executable with --browser-path');
  return found;
}

export class Chromium {
  private browser: Promise<Browser> | undefined;

  private constructor(
    private readonly type: BrowserType,
    private readonly path: string,
    private readonly headed: boolean,
  ) {}

  /** @throws InvalidLibrary where there is no driver or no browser, or it does not start */
  static async start({ path, headed = false }: ChromiumOptions): Promise<Chromium> {
    const type = await driver();
    const chromium = new Chromium(type, executable(path, type), headed);
    await chromium.running();
    return chromium;
  }

  /** An empty page that shares nothing with others. */
  async open(): Promise<Tab> {
    const context = await (await this.running()).newContext();
    const page = await context.newPage();
    // Its context goes with it.
    page.on('close', () => void context.close().catch(() => undefined));
    return { page, protocol: await context.newCDPSession(page) };
  }

  async close(): Promise<void> {
    const browser = await this.browser?.catch(() => undefined);
    this.browser = undefined;
    await browser?.close();
  }

  private running(): Promise<Browser> {
    return (this.browser ??= this.launch());
  }

  private async launch(): Promise<Browser> {
    try {
      const browser = await this.type.launch({
        executablePath: this.path,
        headless: !this.headed,
        args: flags,
        // When to end is for the run to say: what is under way at Ctrl-C is reported first.
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
      });
      browser.on('disconnected', () => (this.browser = undefined));
      return browser;
    } catch (thrown) {
      this.browser = undefined;
      throw new InvalidLibrary(`${this.path} does not start: ${whyNot(thrown)}`, { cause: thrown });
    }
  }
}

/** The one line that says the most: what the browser printed, where it ended. */
function whyNot(thrown: unknown): string {
  const lines = String((thrown as Error).message).split('\n');
  const said = lines.find((line) => /\[err\]/.test(line) && !/dbus|Fontconfig/i.test(line));
  if (said !== undefined) return said.replace(/^.*\[err\]\s*/, '').trim();
  return /has been closed/.test(lines[0]!) ? 'it ended at once' : describeThrown(thrown);
}
