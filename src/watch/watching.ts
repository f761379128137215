import { setTimeout as sleep } from 'node:timers/promises';
import type { Seen, Status } from './look.js';
import { lineOf } from './words.js';

export interface Watching {
  look: () => Promise<Seen>;
  everyMs: number;
  /** Ends it. */
  signal: AbortSignal;
  out: (line: string) => Promise<void>;
  err: (line: string) => void;
  /** Told when it turns bad and when it is good again; null: nobody. Tried again at the next look when it throws. */
  tell: ((seen: Seen) => Promise<void>) | null;
}

/**
 * Looks at an instance again and again: one line for the first state and each change. A single missing answer of one that was
 * well is passed over, for a restart is no alarm.
 */
export async function keepWatching({ look, everyMs, signal, out, err, tell }: Watching): Promise<void> {
  let known: Status | null = null;
  let toldGood = true;
  let missed = false;
  while (!signal.aborted) {
    const seen = await look();
    if (signal.aborted) return;
    const passedOver = seen.status === 'silent' && known === 'ok' && !missed;
    missed = seen.status === 'silent';
    if (!passedOver) {
      if (seen.status !== known) await out(lineOf(seen));
      known = seen.status;
      const good = known === 'ok';
      if (tell && good !== toldGood)
        toldGood = await tell(seen).then(
          () => good,
          (error: Error) => {
            err(`the mail did not go: ${error.message}`);
            return !good;
          },
        );
    }
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
