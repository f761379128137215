import { connect, createServer, type Server, type Socket } from 'node:net';

/** A fixed address in front of a server whose port changes with every start; passes bytes, keeps nothing. */
export class DatabaseDoor {
  private readonly open = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private port: number,
    /** Address of the database through the door. */
    readonly url: string,
  ) {
    server.on('connection', (socket) => this.pass(socket));
  }

  static async open(url: string): Promise<DatabaseDoor> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const through = new URL(url);
    through.port = String((server.address() as { port: number }).port);
    return new DatabaseDoor(server, Number(new URL(url).port), through.href);
  }

  /** From now on it leads to that server. */
  lead(url: string): void {
    this.port = Number(new URL(url).port);
  }

  close(): void {
    this.server.close();
    for (const socket of this.open) socket.destroy();
  }

  private pass(socket: Socket): void {
    const inner = connect(this.port, '127.0.0.1');
    for (const [one, other] of [
      [socket, inner],
      [inner, socket],
    ] as const) {
      this.open.add(one);
      one
        .on('error', () => other.destroy())
        .on('close', () => {
          this.open.delete(one);
          other.destroy();
        });
      one.pipe(other);
    }
  }
}
