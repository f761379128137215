import type { Directory } from '#jurisdiction';
import { parseDuration } from '#clock';

/** Messages of one recipient and channel about 一般 and 较大 that are due now, and what has gone to them lately. */
export interface DueGroup {
  /** How many are due. */
  due: number;
  /** Messages of the last window, digests too. */
  recent: number;
  /** When the oldest of those was accepted. */
  oldestAt: Date | null;
  /** When the last digest of the window was written. */
  digestAt: Date | null;
  /** Until when others of the group are being gathered. */
  gatheringUntil: Date | null;
  /** Some of those due have been gathered for their time. */
  gathered: boolean;
  /** Some have waited for the end of quiet hours or of a mute. */
  rested: boolean;
}

/** `singles`: how many of the oldest go by themselves; the rest goes as one digest, or waits until `holdUntil`. */
export type Plan =
  { singles: number; rest: 'digest' } | { singles: number; holdUntil: Date } | { rest: 'go' };

/**
 * Keeps a storm from a person: after so many messages within a window the others are gathered and go as one, at most one
 * digest a window.
 */
export function planOf(
  group: DueGroup,
  bundle: Directory['profile']['clocks']['delivery']['bundle'],
  now: Date,
): Plan {
  const window = parseDuration(bundle.window);
  const room = Math.max(0, bundle.after - group.recent);
  const fits = group.due <= room;
  if (fits && !(group.rested && group.due > 1)) return { rest: 'go' };
  if (group.digestAt) {
    const holdUntil = after(group.digestAt, window);
    if (holdUntil > now) return { singles: fits ? group.due : 0, holdUntil };
  }
  if ((group.rested || group.gathered) && group.due > 1) return { singles: 0, rest: 'digest' };
  if (group.gathered && group.oldestAt) {
    const holdUntil = after(group.oldestAt, window);
    return holdUntil > now ? { singles: 0, holdUntil } : { rest: 'go' };
  }
  const holdUntil = group.gatheringUntil ?? after(now, parseDuration(bundle.gather));
  return { singles: room, holdUntil };
}

const after = (at: Date, ms: number) => new Date(at.getTime() + ms);

/** The end of the quiet hours `now` lies in (Asia/Shanghai); null outside them. */
export function quietUntil(now: Date, quiet: { from: string; to: string }): Date | null {
  const time = (now.getTime() + OFFSET) % DAY;
  const [from, to] = [ofDay(quiet.from), ofDay(quiet.to)];
  const inside = from > to ? time >= from || time < to : time >= from && time < to;
  if (!inside) return null;
  return new Date(now.getTime() + ((to - time + DAY) % DAY));
}

const DAY = 86_400_000;
const OFFSET = 8 * 3_600_000;

function ofDay(time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return ((hour ?? 0) * 60 + (minute ?? 0)) * 60_000;
}
