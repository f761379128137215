import { setTimeout } from 'node:timers/promises';
import type { Clock } from '#clock';

const ROUND_MS = 1000;

/** A mail of the local mailbox, as far as the cast looks at it. */
export interface CastMail {
  id: string;
  text: string;
}

export interface CastOptions {
  mail: () => Promise<CastMail[]>;
  /** Unit a signing link belongs to, and whether it is a rehearsal; null when the link is not one of ours. */
  unitOfLink: (token: string) => Promise<string | null>;
  signs: ReadonlyMap<string, number>;
  publicUrl: string;
  clock: Clock;
}

/**
 * The liaisons of a rehearsal: some read their mail and sign by its link after a while, as a person would; the rest
 * never do, so that reminders and escalation are seen.
 * @returns stops the cast
 */
export function startCast(options: CastOptions): () => void {
  const due = new Map<string, Date>();
  const known = new Set<string>();
  const stop = new AbortController();
  const tick = async () => {
    await readNewMail(options, due, known);
    for (const [token, at] of due) {
      if (options.clock.now('rehearsal') < at) continue;
      await signBy(`${options.publicUrl}/s/${token}`);
      due.delete(token);
    }
  };
  const loop = async () => {
    while (!stop.signal.aborted) {
      // The server may be going down under us; a mail not signed now is signed at the next round.
      await tick().catch(() => undefined);
      await setTimeout(ROUND_MS, undefined, { ref: false });
    }
  };
  void loop();
  return () => {
    stop.abort();
  };
}

/** As a person does: reads the page, then presses its button. A page without that button is left alone. */
async function signBy(address: string): Promise<void> {
  const page = await (await fetch(address)).text();
  const form = /name="form" value="([\w-]+)"><input type="hidden" name="step" value="sign"/.exec(page)?.[1];
  if (form) await fetch(address, { method: 'POST', body: new URLSearchParams({ form, step: 'sign' }) });
}

async function readNewMail(options: CastOptions, due: Map<string, Date>, known: Set<string>): Promise<void> {
  for (const mail of await options.mail()) {
    if (known.has(mail.id)) continue;
    const token = /\/s\/([\w.-]+)/.exec(mail.text)?.[1];
    const unit = token ? await options.unitOfLink(token) : null;
    known.add(mail.id);
    const minutes = unit === null ? undefined : options.signs.get(unit);
    if (token && minutes !== undefined)
      due.set(token, new Date(options.clock.now('rehearsal').getTime() + minutes * 60_000));
  }
}
