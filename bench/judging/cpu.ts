import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** CPU time of this process so far, µs: also of the threads that collect its garbage, and whatever else the machine does. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** CPU time of some work, µs. */
export function cpuOf(work: () => unknown): number {
  const began = cpu();
  work();
  return cpu() - began;
}

/**
 * µs an item of a step, after a warm-up over the first fifth with a step of its own: what was remembered there is no part of it.
 * @throws Error where nothing comes out
 */
export function perItem<T>(items: readonly T[], begin: () => (item: T) => number): number {
  let sum = 0;
  const warmUp = begin();
  for (const item of items.slice(0, Math.ceil(items.length / 5))) sum += warmUp(item);
  const step = begin();
  const spent = cpuOf(() => {
    for (const item of items) sum += step(item);
  });
  if (Number.isNaN(sum)) throw new Error('a step of the bench gave nothing');
  return spent / items.length;
}

/** Memory in use after everything that can go has gone. */
export function settledHeap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return megabytes(process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers);
}

export const residentMemory = (): number => megabytes(process.memoryUsage.rss());

const megabytes = (bytes: number): number => bytes / 2 ** 20;
