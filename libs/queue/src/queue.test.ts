import { randomUUID } from 'node:crypto';
import type { JobHandlers } from '#queue';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { eventually } from '../../../test/support/eventually.js';
import { redisAvailable, startRedis } from '../../../test/support/redis.js';
import { createBackend, migrateQueue, type QueueOptions } from './backend.js';
import { QueueService } from './queue-service.js';

const all = new Set(['collect', 'judge', 'notify', 'clock']);
const nothing = async (): Promise<void> => undefined;
const idle: JobHandlers = {
  collect: nothing,
  judge: nothing,
  route: nothing,
  escalate: nothing,
  deliver: nothing,
};

const stores: [string, boolean, () => Promise<{ url: string; stop(): Promise<void> } | null>][] = [
  ['PostgreSQL', true, () => Promise.resolve(null)],
  ['Redis', redisAvailable(), startRedis],
];

for (const [store, available, start] of stores)
  (available ? describe : describe.skip)(`wake-ups on ${store}`, () => {
    let database: TestDatabase;
    let redis: { url: string; stop(): Promise<void> } | null = null;
    let options: QueueOptions;
    const open: QueueService[] = [];
    const failures: string[] = [];

    beforeAll(async () => {
      database = await createTestDatabase();
      redis = await start();
      options = { databaseUrl: database.url, redisUrls: redis ? [redis.url] : [] };
      await Promise.all([migrateQueue(options), migrateQueue(options)]);
    });
    afterEach(async () => {
      await Promise.all(open.splice(0).map((service) => service.close()));
      failures.length = 0;
    });
    afterAll(async () => {
      await redis?.stop();
      await database.drop();
    });

    function service(): QueueService {
      const made = new QueueService(createBackend(options), (name, error) =>
        failures.push(`${name}: ${error.message}`),
      );
      open.push(made);
      return made;
    }

    it('wakes the handler of that job with the ids', async () => {
      const queue = service();
      const seen: unknown[] = [];
      await queue.startWorkers({ ...idle, route: async (payload) => void seen.push(payload) }, all);
      const incidentId = randomUUID();
      await queue.wake('route', { incidentId });
      await eventually(() => seen.length > 0, 'the job');
      expect(seen).toEqual([{ incidentId }]);
    });

    it('wakes of the same thing that wait are one', async () => {
      const queue = service();
      const incidentId = randomUUID();
      for (let time = 0; time < 10; time += 1) await queue.wake('escalate', { incidentId });
      await queue.wake('escalate', { incidentId: randomUUID() });
      expect((await queue.counts()).escalate).toBe(2);
      const seen: string[] = [];
      await queue.startWorkers({ ...idle, escalate: async (job) => void seen.push(job.incidentId) }, all);
      await eventually(async () => (await queue.counts()).escalate === 0, 'an empty queue');
      expect(seen.filter((id) => id === incidentId)).toHaveLength(1);
    });

    it('a wake-up that goes first comes before those that wait, also before one for the same thing', async () => {
      const queue = service();
      const ids = Array.from({ length: 6 }, () => randomUUID());
      for (const incidentId of ids) await queue.wake('route', { incidentId });
      const urgent = [randomUUID(), ids[5] as string];
      for (const incidentId of urgent) await queue.wake('route', { incidentId }, 'first');
      expect((await queue.counts()).route).toBe(8);
      const seen: string[] = [];
      await queue.startWorkers({ ...idle, route: async (job) => void seen.push(job.incidentId) }, all);
      await eventually(() => seen.length === 8, 'all jobs');
      expect(seen.slice(0, 2).sort()).toEqual([...urgent].sort());
    });

    it('a wake-up that comes while the thing is handled is not lost', async () => {
      const queue = service();
      const jurisdictionId = randomUUID();
      let runs = 0;
      let finish: (() => void) | undefined;
      const judge = async (): Promise<void> => {
        runs += 1;
        if (runs === 1) await new Promise<void>((done) => (finish = done));
      };
      await queue.startWorkers({ ...idle, judge }, all);
      await queue.wake('judge', { jurisdictionId });
      await eventually(() => runs === 1, 'the first run');
      for (let time = 0; time < 5; time += 1) await queue.wake('judge', { jurisdictionId });
      finish?.();
      await eventually(() => runs === 2, 'the second run');
      await eventually(async () => (await queue.counts()).judge === 0, 'an empty queue');
      expect(runs).toBe(2);
    });

    it('tries a failed job again and tells of it', async () => {
      const queue = service();
      let runs = 0;
      const route = async (): Promise<void> => {
        runs += 1;
        if (runs === 1) throw new Error('database away');
      };
      await queue.startWorkers({ ...idle, route }, all);
      await queue.wake('route', { incidentId: randomUUID() });
      await eventually(() => runs === 2, 'the second try');
      expect(failures).toEqual(['route: database away']);
    });

    it('takes only the jobs of its roles', async () => {
      const judging = service();
      const notifying = service();
      const seen: string[] = [];
      const handlers = (who: string): JobHandlers => ({
        ...idle,
        judge: async () => void seen.push(`${who} judge`),
        deliver: async () => void seen.push(`${who} deliver`),
      });
      await judging.startWorkers(handlers('first'), new Set(['judge']));
      await notifying.startWorkers(handlers('second'), new Set(['notify']));
      await judging.wake('deliver', { jurisdictionId: randomUUID() });
      await notifying.wake('judge', { jurisdictionId: randomUUID() });
      await eventually(() => seen.length === 2, 'both jobs');
      expect(seen.sort()).toEqual(['first judge', 'second deliver']);
    });

    it('two workers side by side take each job once', async () => {
      const seen: string[] = [];
      const handlers = {
        ...idle,
        route: async (job: { incidentId: string }) => void seen.push(job.incidentId),
      };
      const [first, second] = [service(), service()];
      await first.startWorkers(handlers, all);
      await second.startWorkers(handlers, all);
      const ids = Array.from({ length: 60 }, () => randomUUID());
      await Promise.all(ids.map((incidentId) => first.wake('route', { incidentId })));
      await eventually(() => seen.length >= ids.length, 'all jobs');
      expect([...seen].sort()).toEqual([...ids].sort());
    });

    it('finishes what runs before it closes', async () => {
      const queue = service();
      let done = false;
      let begun = false;
      const route = async (): Promise<void> => {
        begun = true;
        await new Promise((next) => setTimeout(next, 100));
        done = true;
      };
      await queue.startWorkers({ ...idle, route }, all);
      await queue.wake('route', { incidentId: randomUUID() });
      await eventually(() => begun, 'the job');
      await queue.stopWorkers();
      expect(done).toBe(true);
    });

    it('tells and goes on when the payload names nothing', async () => {
      const queue = service();
      await queue.wake('route', { incidentId: 'no id' });
      expect(failures[0]).toMatch(/^route: /);
    });
  });

it('a queue that cannot be reached does not break the one who wakes', async () => {
  const told: string[] = [];
  const backend = createBackend({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none', redisUrls: [] });
  const queue = new QueueService(backend, (name) => told.push(name));
  await queue.wake('deliver', { jurisdictionId: randomUUID() });
  expect(told).toContain('deliver');
  await queue.close().catch(() => undefined);
});
