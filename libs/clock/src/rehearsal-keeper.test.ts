import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { SystemClock } from './clock.js';
import { RehearsalClockKeeper } from './rehearsal-keeper.js';

/** A clock whose real time a test moves; the rehearsal runs by it as in life. */
class MovedClock extends SystemClock {
  constructor(private at: Date) {
    super();
  }
  protected override realNow(): number {
    return this.at.getTime();
  }
  advance(ms: number): void {
    this.at = new Date(this.at.getTime() + ms);
  }
}

const SECOND = 1000;
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => database.source.query('truncate clock_anchor'));
afterAll(() => database.drop());

const started = new Date('2026-11-22T19:47:00+08:00');
const at = (text: string) => new Date(`${text}+08:00`);
function process(now: Date) {
  const clock = new MovedClock(now);
  return { clock, keeper: new RehearsalClockKeeper(database.source, clock) };
}
/** Lives on for so long, writing the time down as it goes. */
async function live({ clock, keeper }: ReturnType<typeof process>, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    clock.advance(SECOND);
    await keeper.tick(true);
  }
}

it('begins at 08:30 of the day and runs sixty times as fast', async () => {
  const { clock, keeper } = process(started);
  await keeper.tick(true);
  expect(clock.now('rehearsal')).toEqual(at('2026-11-22T08:30:00'));
  clock.advance(30 * SECOND);
  expect(clock.now('rehearsal')).toEqual(at('2026-11-22T09:00:00'));
  expect(clock.now('real')).toEqual(at('2026-11-22T19:47:30'));
});

it('goes on where it stood after a night switched off', async () => {
  const evening = process(started);
  await evening.keeper.tick(true);
  await live(evening, 30);
  await evening.keeper.stop(true);
  const morning = process(new Date(started.getTime() + 12 * 3600 * SECOND));
  await morning.keeper.tick(true);
  expect(morning.clock.now('rehearsal')).toEqual(at('2026-11-22T09:00:00'));
  morning.clock.advance(SECOND);
  expect(morning.clock.now('rehearsal')).toEqual(at('2026-11-22T09:01:00'));
});

it('stands still while the machine sleeps', async () => {
  const one = process(started);
  await one.keeper.tick(true);
  await live(one, 10);
  one.clock.advance(3600 * SECOND);
  await one.keeper.tick(true);
  expect(one.clock.now('rehearsal')).toEqual(at('2026-11-22T08:40:00'));
});

it('is the same in every process, also in one that only follows', async () => {
  const [first, second, follower] = [process(started), process(started), process(started)];
  await Promise.all([first.keeper.tick(true), second.keeper.tick(true)]);
  for (let round = 0; round < 20; round += 1) for (const one of [first, second]) await live(one, 1);
  follower.clock.advance(20 * SECOND);
  await follower.keeper.tick(false);
  const times = [first, second, follower].map(({ clock }) => clock.now('rehearsal'));
  expect(times).toEqual([times[0], times[0], times[0]]);
  expect(times[0]).toEqual(at('2026-11-22T08:50:00'));
});

it('a follower begins no rehearsal', async () => {
  const { clock, keeper } = process(started);
  await keeper.tick(false);
  expect(clock.now('rehearsal')).toEqual(started);
});
