import { computed, ref } from 'vue';
import type { RehearsalClock } from '../../../api/src/contract/index.js';

/**
 * The server's two timelines as this page knows them. Countdowns run on these, never on the clock of the desk,
 * which may be wrong. Each answer that carries `now` corrects its timeline.
 */
interface Anchor {
  /** Server time in ms at the moment `local`. */
  at: number;
  /** `performance.now()` of the same moment: it never jumps. */
  local: number;
  factor: number;
}

const real = ref<Anchor>({ at: Date.now(), local: performance.now(), factor: 1 });
const rehearsal = ref<Anchor | null>(null);
const tick = ref(performance.now());
let timer: ReturnType<typeof setInterval> | null = null;

/** Time on an anchor's timeline at a moment of `performance.now()`. */
export const timeAt = (anchor: Anchor, local: number): number =>
  anchor.at + (local - anchor.local) * anchor.factor;

/** Corrects a timeline by a `now` that just came from the server. */
export function syncClock(now: string | undefined, onRehearsal: boolean): void {
  const at = now ? Date.parse(now) : NaN;
  if (!Number.isFinite(at)) return;
  const local = performance.now();
  if (!onRehearsal) real.value = { at, local, factor: 1 };
  else if (rehearsal.value) rehearsal.value = { at, local, factor: rehearsal.value.factor };
}

/** Takes over the rehearsal clock as the server tells it; null when no rehearsal runs. */
export function setRehearsalClock(clock: RehearsalClock | null): void {
  rehearsal.value = clock && {
    at: Date.parse(clock.virtual),
    local: performance.now(),
    factor: clock.factor,
  };
}

/** Beats once a second for everything that counts down. Call once, from the shell. */
export function startClocks(): () => void {
  timer ??= setInterval(() => (tick.value = performance.now()), 1000);
  return () => {
    if (timer) clearInterval(timer);
    timer = null;
  };
}

/** Now in ms on the timeline of a thing; reactive, once a second. */
export function nowOn(onRehearsal: boolean): number {
  const anchor = onRehearsal && rehearsal.value ? rehearsal.value : real.value;
  return timeAt(anchor, Math.max(tick.value, anchor.local));
}

export const rehearsalNow = computed(() =>
  rehearsal.value ? { at: nowOn(true), factor: rehearsal.value.factor } : null,
);
