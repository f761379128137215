import { parseDuration } from '#clock';
import type { Directory } from '#jurisdiction';

type Settings = Directory['profile']['clocks']['delivery'];

const of = (times: { normal: string; urgent: string }, priority: number): number =>
  parseDuration(priority > 0 ? times.urgent : times.normal);

/** Milliseconds until the next attempt: doubled each time up to the longest. */
export function backoff(settings: Settings, attempts: number, priority: number): number {
  const first = settings.firstSeconds * 1000;
  return Math.min(first * 2 ** Math.min(attempts - 1, 20), of(settings.longest, priority));
}

/** How long (ms) a provider may say "later" before the next way is taken. */
export const giveUp = (settings: Settings, priority: number): number => of(settings.giveUp, priority);

/** How long (ms) a provider may be out of reach before the next way is taken as well. */
export const relayPatience = (settings: Settings, priority: number): number =>
  of(settings.relayPatience, priority);
