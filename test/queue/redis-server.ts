/** A Redis server of a test's own, on loopback. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A port that nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

export class RedisServer {
  private process: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly more: readonly string[],
  ) {}

  /** @param more options of redis-server */
  static async start(more: readonly string[] = []): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), mkdtempSync(join(tmpdir(), 'tensor-laws-redis-')), more);
    await server.begin();
    return server;
  }

  get address(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it, with what it has kept on disk. */
  begin(): Promise<void> {
    const args = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--save', '', '--dir', this.folder, ...this.more];
    const started = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.process = started;
    return new Promise((resolve, reject) => {
      started.on('error', reject);
      started.on('exit', (status) => reject(new Error(`redis-server ended with status ${status}`)));
      started.stdout!.on('data', (text: Buffer) => {
        if (text.includes('Ready to accept connections')) resolve();
      });
    });
  }

  /** Ends it at once. */
  kill(): Promise<void> {
    const { process: running } = this;
    this.process = undefined;
    if (running === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      running.on('exit', () => resolve());
      running.kill('SIGKILL');
    });
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
