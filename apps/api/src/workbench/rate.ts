import { ProblemError } from '../http/problem.js';

const WINDOW_MS = 60_000;

/** So many in a minute for each person: judging shares the processor with everybody's pages. */
export class Rate {
  private readonly asked = new Map<string, number[]>();

  constructor(private readonly most: number) {}

  /** @throws ProblemError 429 `too_many` */
  take(who: string, now = performance.now()): void {
    const recent = (this.asked.get(who) ?? []).filter((at) => now - at < WINDOW_MS);
    if (recent.length >= this.most)
      throw new ProblemError(429, 'too_many', '操作过于频繁', '请等一分钟再试，已填写的内容不会丢失。');
    if (this.asked.size > 1_000) this.asked.clear();
    this.asked.set(who, [...recent, now]);
  }
}
