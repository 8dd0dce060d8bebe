/** The site that pages load, on this machine alone: a secure context, as WebGPU asks for. */
import { createReadStream, statSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, posix } from 'node:path';
import type { Bundle } from './bundle.js';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

const page = '<!doctype html><html lang="en"><title>tensor-laws</title><link rel="icon" href="data:,"><body></body></html>';

/** What is served beside the page, by its place: the bundle, and what lies beside its modules. */
const bundlePath = '/bundle.js';

/** Isolated pages have fine clocks, and memory that threads share. */
const headers = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** As a URL has it: no step up leads out of its root. Nothing where it is no URL. */
function pathOf(url: string): string | undefined {
  try {
    return posix.normalize(decodeURIComponent(new URL(url, 'http://page').pathname));
  } catch (thrown) {
    if (thrown instanceof URIError || thrown instanceof TypeError) return undefined;
    throw thrown;
  }
}

export class Site {
  private constructor(private readonly server: Server) {}

  /** The address of the page. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  /** The address of the module that the page imports. */
  readonly module = bundlePath;

  static async start({ code, folders }: Bundle): Promise<Site> {
    const send = (response: ServerResponse, type: string, content: string | Uint8Array): void => {
      response.writeHead(200, { ...headers, 'content-type': type }).end(content);
    };
    const server = createServer((request, response) => {
      const path = pathOf(request.url ?? '/');
      if (path === undefined) return void response.writeHead(400, headers).end();
      if (path === '/') return send(response, types['.html']!, page);
      if (path === bundlePath) return send(response, types['.js']!, code);
      const file = folders.map((folder) => join(folder, path)).find(isFile);
      if (file === undefined) return void response.writeHead(404, headers).end();
      response.writeHead(200, { ...headers, 'content-type': types[extname(file)] ?? 'application/octet-stream' });
      createReadStream(file).pipe(response);
    });
    await new Promise<void>((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
    return new Site(server);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
