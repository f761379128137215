import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { Town } from './town.js';

jest.setTimeout(240_000);

describe('two processes on one database', () => {
  let database: TestDatabase;
  let town: Town;
  beforeAll(async () => {
    database = await createTestDatabase();
    town = await Town.open({ seed: 1, source: database.source, databaseUrl: database.url });
  });
  afterAll(async () => {
    await town.close();
    await database.drop();
  });

  /** Number of the process that holds a lease or gave the last heartbeat. */
  async function processOf(name: string): Promise<number | null> {
    const [row]: { holder: string }[] = await database.source.query(
      'select holder from heartbeat where name = $1',
      [name],
    );
    return row ? Number(row.holder.split('/').at(-1)) : null;
  }
  const becomes = (name: string, pid: number | undefined) =>
    eventually(async () => (await processOf(name)) === pid, `${name} by ${pid}`, 60);

  it('one sweeps and watches; when it is killed the other takes over, and the heartbeat says so', async () => {
    const first = await town.start();
    for (const name of ['lease:sweeps', 'lease:watch', 'sweeps', 'escalation'])
      await becomes(name, first.pid);
    const second = await town.start();
    await town.works(second);
    expect(await processOf('lease:sweeps')).toBe(first.pid);
    await town.end(first, 'SIGKILL');
    for (const name of ['lease:sweeps', 'lease:watch', 'sweeps', 'escalation'])
      await becomes(name, second.pid);
    await town.works(second);
  });

  it('a process that ends in order leaves its leases to the next at once', async () => {
    const [second] = town.alive;
    const third = await town.start();
    if (second) await town.end(second, 'SIGTERM');
    await becomes('lease:sweeps', third.pid);
    await town.works(third);
  });
});
