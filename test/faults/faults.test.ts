import { redisAvailable } from '../support/redis.js';
import {
  databaseRestarted,
  killed,
  redisFlushed,
  relayMisbehaves,
  robotsRefuse,
  TENTH,
  WHOLE,
  type Sizes,
} from './stories.js';
import type { Tally } from './tally.js';

// `npm run faults` (scripts/faults.mjs) runs them whole, with a seed of its own and one line of JSON a story.
const whole = process.env['HUIYIN_FAULTS_SEED'];
const seed = Number(whole ?? 20_261_122);
const sizes: Sizes = whole ? WHOLE : TENTH;

jest.setTimeout(whole ? 3_600_000 : 180_000);

/** Every alert that was due came, none before its time, and a mail that came twice came under one Message-ID. */
async function holds(story: (seed: number, sizes: Sizes) => Promise<Tally>): Promise<Tally> {
  const result = await story(seed, sizes);
  process.stdout.write(`${JSON.stringify(result)}\n`);
  expect(result).toMatchObject({ lost: 0, early: 0, doubledOtherwise: 0, sent: result.alertsDue });
  expect(result.alertsDue).toBeGreaterThan(0);
  return result;
}

it('a worker killed at random moments: every alert once', async () => {
  await holds(killed);
});

it('PostgreSQL restarted under the workers: every alert once', async () => {
  await holds(databaseRestarted);
});

it('an SMTP relay that is away, takes half, hangs, is cut: every alert, a repeated one under its Message-ID', async () => {
  await holds(relayMisbehaves);
});

it('robots that answer 200 and mean no: nothing counts as sent, everybody hears', async () => {
  await holds(robotsRefuse);
});

(redisAvailable() ? it : it.skip)('Redis flushed entirely: every alert once', async () => {
  expect(await holds(redisFlushed)).toMatchObject({ doubled: 0 });
});
