/** A plain file server of one folder, on this machine alone. */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml' };

function pathOf(url) {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    // It is no URL, or no text of UTF-8.
    return undefined;
  }
}

/**
 * @param {string} folder
 * @param {{ port?: number, under?: string }} options port: 0, the default, is any; under: the path at which the folder lies, `/` unless it is said
 * @returns {Promise<{ address: string, close: () => void }>}
 */
export async function serve(folder, { port = 0, under = '/' } = {}) {
  const server = createServer((request, response) => {
    const pathname = pathOf(request.url);
    if (pathname === undefined) return void response.writeHead(400, { 'content-type': 'text/plain' }).end('this is no address');
    const asked = pathname.startsWith(under) ? normalize(pathname.slice(under.length)) : '..';
    const path = asked.startsWith('..') ? undefined : join(folder, pathname.endsWith('/') ? join(asked, 'index.html') : asked);
    const answer = path === undefined ? Promise.reject(new Error('elsewhere')) : readFile(path);
    answer.then(
      (content) =>
        response.writeHead(200, { 'content-type': `${types[extname(path)] ?? 'application/octet-stream'}; charset=utf-8` }).end(content),
      () => response.writeHead(404, { 'content-type': 'text/plain' }).end('there is no such page'),
    );
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}${under}`, close: () => server.close() };
}
