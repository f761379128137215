import { spanWords } from '../words/times.js';

export interface CountdownView {
  late: boolean;
  /** Less than a fifth of the time is left (预警点 20%, domain part (a)); false when the start is not known. */
  near: boolean;
  /** `剩 3 小时 12 分` or `已超 25 分`. */
  words: string;
}

/**
 * How a due time reads at `now` (ms).
 * @param fast the timeline runs faster than real time: seconds would only flicker
 */
export function countdown(dueAt: string, startsAt: string | null, now: number, fast: boolean): CountdownView {
  const due = Date.parse(dueAt);
  const left = due - now;
  if (left < 0) return { late: true, near: false, words: `已超 ${spanWords(-left, false)}` };
  const whole = startsAt ? due - Date.parse(startsAt) : 0;
  return { late: false, near: whole > 0 && left < whole / 5, words: `剩 ${spanWords(left, !fast)}` };
}
