import { z } from 'zod';
import { readConfig } from '#config';
import { readArgs, UsageError, type Command } from '../command.js';
import { heartbeatOf, look } from '../watch/look.js';
import { mailSeen } from '../watch/post.js';
import { keepWatching } from '../watch/watching.js';
import { lineOf } from '../watch/words.js';

const EVERY = 15;

export const command: Command = {
  name: 'watch',
  summary: 'watch another instance from outside, and mail when it falls behind',
  usage: `huiyin watch URL [--every SECONDS] [--mail ADDRESS] [--once]

Asks the instance at URL for /healthz/escalation: whether everything due has been seen to. Needs no account there and no
database here. One line on stdout for the first state and each change: ✓ fine, ✗ not (something is late, nobody looks, no
answer). Of an instance that was fine, one missing answer is passed over: a restart is no alarm.
  --every SECONDS  1 to 3600 (default ${EVERY})
  --mail ADDRESS   a mail through SMTP_URL when it turns bad and one when it is fine again; one that does not go is tried
                   again at the next look
  --once           one look: exit 0 when fine, 1 when not; no mail
Runs until it is interrupted (exit 0). Run it on another machine than the one it watches.`,
  async run(args, io) {
    const { values, positionals } = readArgs(args, {
      every: { type: 'string' },
      mail: { type: 'string' },
      once: { type: 'boolean' },
    });
    const [given, ...more] = positionals;
    if (given === undefined || more.length > 0) throw new UsageError('give one URL');
    const address = heartbeatOf(given);
    if (!address) throw new UsageError('URL is an http(s) address, without user and password');
    const everyMs = readEvery(values.every) * 1_000;
    const tell = values.mail === undefined ? null : teller(values.mail, address);
    const stop = new AbortController();
    if (values.once) {
      if (tell) throw new UsageError('--once sends no mail: say either --once or --mail');
      const seen = await look(address, stop.signal);
      await io.out(lineOf(seen));
      return seen.status === 'ok' ? 0 : 1;
    }
    const end = () => stop.abort();
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, end);
    try {
      const { signal } = stop;
      await keepWatching({ ...io, look: () => look(address, signal), everyMs, signal, tell });
      return 0;
    } finally {
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, end);
    }
  },
};

function readEvery(given = String(EVERY)): number {
  const seconds = /^\d{1,4}$/.test(given) ? Number(given) : 0;
  if (seconds < 1 || seconds > 3_600) throw new UsageError('--every is 1 to 3600 seconds');
  return seconds;
}

function teller(to: string, address: URL) {
  if (!z.email().safeParse(to).success) throw new UsageError(`--mail: "${to}" is no mail address`);
  const { smtpUrl, publicUrl } = readConfig();
  if (smtpUrl === null) throw new UsageError('--mail needs a relay: set SMTP_URL');
  return (seen: Parameters<typeof mailSeen>[0]) => mailSeen(seen, { smtpUrl, publicUrl, to, address });
}
