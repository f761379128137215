import { randomUUID } from 'node:crypto';
import type { JobHandlers } from '#queue';
import { createBackend, migrateQueue, QueueService, type QueueOptions } from '#queue/service';
import { pause } from './stage.js';

/** Seconds; the times of empty jobs settle soon. */
const LONGEST = 15;

const nothing = async (): Promise<void> => undefined;

/**
 * Times (ms) from waking an empty job until its handler runs, one after the other at an even rate through our own queue.
 * @param options a store that no worker listens to
 */
export async function emptyJobs(
  options: QueueOptions,
  { perSecond: rate, seconds }: { perSecond: number; seconds: number },
): Promise<number[]> {
  await migrateQueue(options);
  const queue = new QueueService(createBackend(options), (name, error) => {
    throw new Error(`${name}: ${error.message}`);
  });
  const sent = new Map<string, number>();
  const times: number[] = [];
  const route = async ({ incidentId }: { incidentId: string }): Promise<void> => {
    times.push(performance.now() - (sent.get(incidentId) ?? NaN));
  };
  const handlers: JobHandlers = {
    collect: nothing,
    judge: nothing,
    route,
    escalate: nothing,
    deliver: nothing,
  };
  await queue.startWorkers(handlers, new Set(['judge']));
  const total = rate * Math.min(seconds, LONGEST);
  const warmUp = rate;
  for (let i = 0; i < total + warmUp; i += 1) {
    const incidentId = randomUUID();
    sent.set(incidentId, performance.now());
    await queue.wake('route', { incidentId });
    await pause(1000 / rate);
  }
  await queue.close();
  return times.slice(warmUp);
}
