/** A way to a server that can be cut. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export class Proxy {
  private readonly sockets = new Set<Socket>();
  /** Whether nothing passes, though connections stay and are taken. */
  isSilent = false;

  private constructor(
    private readonly server: Server,
    private readonly to: number,
  ) {}

  /** @param to a port of this machine */
  static async start(to: number): Promise<Proxy> {
    const server = createServer();
    const proxy = new Proxy(server, to);
    server.on('connection', (socket) => proxy.pass(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get address(): string {
    return `redis://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Cuts all connections. */
  drop(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  close(): void {
    this.server.close();
    this.drop();
  }

  private pass(near: Socket): void {
    const far = connect(this.to, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (data) => {
        if (!this.isSilent) to.write(data);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
  }
}
