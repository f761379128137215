import { randomUUID } from 'node:crypto';
import { AccountRow } from '#access/service';
import { TestClock } from '#clock';
import { beat, secondsSinceBeat } from '#clock/service';
import {
  AnnouncementRow,
  DeadlineRow,
  EscalationRow,
  IncidentRow,
  ItemRow,
  NoticeRow,
} from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { loadCity, testKeys } from '../../../../test/support/city.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { makeDuty, makeIncident, makeNotice, MORNING } from '../../../../test/support/rows.js';
import { Bounds } from './bounds.js';
import { CHECKS } from './checks.js';
import { lookAround } from './look.js';
import { watchReport, watchState } from './report.js';
import { WatchFindingRow } from './watch.entity.js';
import { Watchdog, WATCH } from './watchdog.js';

class Heard extends Wakeups {
  woken: string[] = [];
  wake(name: string, payload: object): Promise<void> {
    this.woken.push(`${name} ${Object.values(payload).join()}`);
    return Promise.resolve();
  }
}

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const keys = testKeys();
let database: TestDatabase;
let jurisdictionId: string;
let clock: TestClock;
let heard: Heard;
let dog: Watchdog;

beforeAll(async () => {
  database = await createTestDatabase();
  jurisdictionId = await loadCity(database.source.manager, keys);
});
beforeEach(async () => {
  await database.source.query(
    `truncate notice, incident, assignment, escalation, announcement, deadline, item, heartbeat, watch_finding,
       watch_round, account`,
  );
  clock = new TestClock(new Date(MORNING.getTime() + 24 * HOUR));
  heard = new Heard();
  dog = watchdog();
});
afterAll(() => database.drop());

const manager = () => database.source.manager;
const ago = (ms: number) => new Date(clock.now().getTime() - ms);

function watchdog(parts: { name: string; bound: number }[] = [], seldom = 1): Watchdog {
  return new Watchdog({
    database: database.source,
    clock,
    wakeups: heard,
    jurisdictionId,
    directory: () => readDirectory(manager(), jurisdictionId),
    parts,
    seldom,
    holder: 'here/1',
  });
}

/** A matter of which nothing can be said: it has a duty, an escalation that goes on, and a due time ahead. */
async function wellKept(given: Partial<IncidentRow> = {}) {
  const incident = await makeIncident(manager(), { jurisdictionId, ...given });
  const duty = await makeDuty(manager(), incident, { unit: '市综合服务局' });
  await manager().insert(EscalationRow, {
    jurisdictionId,
    incidentId: incident.id,
    clock: 'sign',
    subjectId: duty.id,
    assignmentId: duty.id,
    unit: duty.unit,
    policy: {} as never,
    eras: [],
    nextDueAt: new Date(clock.now().getTime() + HOUR),
    rehearsal: incident.rehearsal,
  });
  return { incident, duty };
}

async function kinds(): Promise<string[]> {
  const rows = await manager().findBy(WatchFindingRow, {});
  return rows.filter(({ goneAt }) => !goneAt).map(({ kind }) => kind);
}

it('beats when everything is in its bounds, and says which process it is', async () => {
  await wellKept();
  expect(await dog.round()).toBe(true);
  expect(await kinds()).toEqual([]);
  expect(await manager().query('select name, holder from heartbeat')).toEqual([
    { name: WATCH, holder: 'here/1' },
  ]);
  expect(await watchState(manager())).toMatchObject({ status: 'ok', findings: [] });
  expect(heard.woken).toEqual([]);
});

describe('finds, by name, and wakes who should have come by', () => {
  const cases: [string, () => Promise<string | null>][] = [
    [
      'escalation_overdue',
      async () => {
        const { incident } = await wellKept();
        await manager().update(EscalationRow, { incidentId: incident.id }, { nextDueAt: ago(31 * SECOND) });
        return `escalate ${incident.id}`;
      },
    ],
    [
      'announcement_waiting',
      async () => {
        const { incident } = await wellKept();
        await manager().insert(AnnouncementRow, {
          jurisdictionId,
          incidentId: incident.id,
          eventKey: 'x',
          unit: '市政府办公室',
          audience: 'office',
          template: 'nothing_ahead',
          createdAt: ago(31 * SECOND),
        });
        return `escalate ${incident.id}`;
      },
    ],
    [
      'notice_overdue',
      async () => {
        const { incident } = await wellKept();
        await makeNotice(manager(), incident, { contactId: randomUUID(), nextAttemptAt: ago(61 * SECOND) });
        return `deliver ${jurisdictionId}`;
      },
    ],
    [
      'notice_not_going',
      async () => {
        const { incident } = await wellKept();
        await makeNotice(manager(), incident, {
          contactId: randomUUID(),
          attempts: 3,
          createdAt: ago(601 * SECOND),
          nextAttemptAt: new Date(clock.now().getTime() + HOUR),
        });
        return null;
      },
    ],
    [
      'deadline_unmarked',
      async () => {
        const { incident } = await wellKept();
        await deadline(incident, { state: 'open', dueAt: ago(61 * SECOND) });
        return null;
      },
    ],
    [
      'routing_waiting',
      async () => {
        const { incident } = await wellKept({ needsRouting: true, updatedAt: ago(61 * SECOND) });
        return `route ${incident.id}`;
      },
    ],
    [
      'item_unjudged',
      async () => {
        await manager().insert(ItemRow, itemOf(ago(121 * SECOND)));
        return `judge ${jurisdictionId}`;
      },
    ],
    [
      'duty_unwatched',
      async () => {
        const { incident } = await wellKept();
        await makeDuty(manager(), incident, { unit: '石桥镇', sentAt: ago(61 * SECOND) });
        return `escalate ${incident.id}`;
      },
    ],
  ];
  it.each(cases)('%s', async (kind, arrange) => {
    const wake = await arrange();
    await dog.round();
    expect(await kinds()).toEqual([kind]);
    expect(heard.woken).toEqual(wake === null ? [] : [wake]);
  });
});

const deadline = (incident: IncidentRow, given: Partial<DeadlineRow>) =>
  manager().insert(DeadlineRow, {
    incidentId: incident.id,
    rule: 'DL-03',
    kind: 'statutory',
    startsAt: incident.discoveredAt,
    dueAt: clock.now(),
    ...given,
  });

const itemOf = (createdAt: Date): Partial<ItemRow> => ({
  jurisdictionId,
  key: Buffer.from(randomUUID()),
  channel: 'feed',
  title: '停水',
  text: '停水三天',
  source: { name: '论坛' } as never,
  discoveredAt: createdAt,
  createdAt,
});

describe('a matter that nothing would ever bring up again', () => {
  const forgotten = async (given: Partial<IncidentRow> = {}) => {
    const { incident } = await wellKept({ updatedAt: ago(2 * HOUR), ...given });
    await manager().update(EscalationRow, { incidentId: incident.id }, { nextDueAt: null });
    return incident;
  };
  const told = () => manager().find(AnnouncementRow, { order: { createdAt: 'ASC' } });

  it('is told to the office, once a day, and withholds nothing', async () => {
    const incident = await forgotten();
    expect(await dog.round()).toBe(true);
    expect(await told()).toEqual([]);
    expect(await dog.round()).toBe(true);
    expect(await told()).toMatchObject([
      { incidentId: incident.id, unit: '市政府办公室', audience: 'office', template: 'nothing_ahead' },
    ]);
    await manager().query(`update watch_finding set repair_tried_at = repair_tried_at - interval '1 hour'`);
    await dog.round();
    expect(await told()).toHaveLength(1);
    clock.advance(24 * HOUR);
    await manager().query(`update announcement set told_at = now()`);
    await manager().query(`update watch_finding set repair_tried_at = repair_tried_at - interval '1 hour'`);
    await dog.round();
    expect(await told()).toHaveLength(2);
  });

  it('is looked for only in some rounds, and stands until the next of them', async () => {
    await forgotten();
    dog = watchdog([], 3);
    const counts: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      await dog.round();
      const { round } = await watchReport(manager());
      counts.push(
        round?.checks.find(({ kind, rehearsal }) => kind === 'nothing_ahead' && !rehearsal)?.confirmed ?? -1,
      );
    }
    expect(counts).toEqual([0, 0, 0, 1, 1]);
    expect(await kinds()).toEqual(['nothing_ahead']);
  });

  it('is none when a due time still stands open', async () => {
    const incident = await forgotten();
    await deadline(incident, { state: 'open', dueAt: new Date(clock.now().getTime() + HOUR) });
    await dog.round();
    expect(await kinds()).toEqual([]);
  });

  it('is none once it is answered', async () => {
    await forgotten({ state: 'answered' });
    await dog.round();
    expect(await kinds()).toEqual([]);
  });

  it('and one without anybody responsible goes to the office too', async () => {
    await makeIncident(manager(), { jurisdictionId, updatedAt: ago(61 * SECOND) });
    await dog.round();
    await dog.round();
    expect(await kinds()).toEqual(['nobody_responsible']);
    expect(await told()).toHaveLength(1);
  });
});

describe('what stands', () => {
  const stuck = async () => {
    const { incident } = await wellKept();
    await manager().update(EscalationRow, { incidentId: incident.id }, { nextDueAt: ago(90 * SECOND) });
    return incident;
  };

  it('withholds the heartbeat from the second sight on, is told to the administrators once, and is gone when mended', async () => {
    const account = await manager().save(
      manager().create(AccountRow, {
        jurisdictionId,
        login: 'admin',
        displayName: '管理员',
        role: 'administrator',
        passwordHash: '-',
      }),
    );
    const incident = await stuck();
    expect(await dog.round()).toBe(true);
    expect(await dog.round()).toBe(false);
    expect(await dog.round()).toBe(false);
    const alarms = await manager().findBy(NoticeRow, { template: 'watch_alarm' });
    expect(alarms).toMatchObject([
      {
        accountId: account.id,
        channel: 'app',
        state: 'accepted',
        data: { kind: 'escalation_overdue', count: 1 },
      },
    ]);
    await manager().query(`update heartbeat set at = at - interval '31 seconds'`);
    expect(await watchState(manager())).toMatchObject({
      status: 'late',
      findings: [{ kind: 'escalation_overdue', count: 1, oldestSeconds: 90 }],
    });
    await manager().update(
      EscalationRow,
      { incidentId: incident.id },
      { nextDueAt: null, stoppedAt: clock.now() },
    );
    expect(await dog.round()).toBe(true);
    expect(await watchState(manager())).toMatchObject({ status: 'ok', findings: [] });
    const { found } = await watchReport(manager());
    expect(found).toMatchObject([{ kind: 'escalation_overdue', sightings: 3, goneAt: expect.any(Date) }]);
    expect(found[0]?.repairs).toBeGreaterThan(0);
  });

  it('of a rehearsal is found but keeps no outside monitor awake', async () => {
    const { incident } = await wellKept({ rehearsal: true });
    await manager().update(EscalationRow, { incidentId: incident.id }, { nextDueAt: ago(90 * SECOND) });
    clock.advance(SECOND);
    await dog.round();
    clock.advance(SECOND);
    expect(await dog.round()).toBe(true);
    expect(await kinds()).toEqual(['escalation_overdue']);
    expect((await watchState(manager())).findings).toEqual([]);
  });

  it('a part whose heartbeat stopped is a finding', async () => {
    await beat(manager(), 'sweeps');
    dog = watchdog([{ name: 'sweeps', bound: 30 }]);
    await dog.round();
    expect(await kinds()).toEqual([]);
    await manager().query(`update heartbeat set at = at - interval '31 seconds' where name = 'sweeps'`);
    await dog.round();
    expect(await kinds()).toEqual(['part_stopped']);
    expect(await dog.round()).toBe(false);
  });

  it('a watchdog that does not go round is told from one that finds something', async () => {
    await dog.round();
    await manager().query(`update heartbeat set at = at - interval '31 seconds'`);
    await manager().query(`update watch_round set at = at - interval '31 seconds'`);
    expect(await watchState(manager())).toMatchObject({ status: 'stopped' });
    expect(await secondsSinceBeat(manager(), WATCH)).toBeGreaterThan(30);
  });
});

it('forgets what has been gone for longer than ninety days', async () => {
  const gone = (days: number) => new Date(Date.now() - days * 24 * HOUR);
  const seen = { rehearsal: false, since: gone(100), firstSeenAt: gone(100), lastSeenAt: gone(99) };
  await manager().insert(WatchFindingRow, [
    { ...seen, kind: 'notice_overdue', subjectId: 'old', goneAt: gone(91) },
    { ...seen, kind: 'notice_overdue', subjectId: 'young', goneAt: gone(89) },
  ]);
  await dog.round();
  const left = await manager().find(WatchFindingRow);
  expect(left.map(({ subjectId }) => subjectId)).toEqual(['young']);
});

it('a question that takes too long is a finding of its own, and the others are still asked', async () => {
  const slow = {
    ...CHECKS[0],
    kind: 'sleepy',
    sql: 'select id, id as incident, pg_sleep(5)::text as since, $1::timestamptz, $2::boolean from incident limit $3',
  };
  await wellKept();
  const bounds = new Bounds(clock);
  const look = await lookAround(database.source, bounds, [slow as never, ...CHECKS.slice(0, 1)], 50);
  expect(look.seen.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['check_slow sleepy/false']);
  expect(look.results.map(({ kind }) => kind)).toEqual(['escalation_overdue']);
  const [row]: { statement_timeout: string }[] = await database.source.query('show statement_timeout');
  expect(row?.statement_timeout).toBe('0');
});

it('patience is real time: a rehearsal at sixty times the pace is allowed sixty times as much of its own', () => {
  let [real, rehearsal] = [0, 0];
  const moving = { now: (timeline?: string) => new Date(timeline === 'rehearsal' ? rehearsal : real) };
  const bounds = new Bounds(moving);
  const check = { bound: 30 } as (typeof CHECKS)[number];
  expect(bounds.limit(check, 'rehearsal')).toBeNull();
  [real, rehearsal] = [5_000, 300_000];
  bounds.tick();
  expect(bounds.limit(check, 'real')).toEqual(new Date(5_000 - 30_000));
  expect(bounds.limit(check, 'rehearsal')).toEqual(new Date(300_000 - 1_800_000));
  expect(bounds.limit({ ...check, realTime: true }, 'rehearsal')).toEqual(new Date(5_000 - 30_000));
});
