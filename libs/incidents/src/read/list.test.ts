import { randomUUID } from 'node:crypto';
import { In } from 'typeorm';
import type { Principal } from '#access';
import { AssignmentRow, DeadlineRow, IncidentRow } from '../service.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { makeDuty, makeIncident, MORNING } from '../../../../test/support/rows.js';
import { packCursor, unpackCursor, BadCursor, cursorNumber, cursorTime } from './cursor.js';
import { listDuties } from './duties.js';
import { countIncidents, listIncidents, type IncidentFilter } from './list.js';

const hours = (count: number) => new Date(MORNING.getTime() + count * 3_600_000);
const all: IncidentFilter = { rehearsal: 'include', historic: 'none' };
const now = { real: MORNING.toISOString(), rehearsal: hours(10).toISOString() };

describe('lists of incidents and duties', () => {
  let database: TestDatabase;
  let caller: Principal;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  beforeEach(() => {
    caller = {
      kind: 'account',
      accountId: null,
      login: 'monitor',
      displayName: '值班员',
      role: 'monitor',
      unit: null,
      units: [],
      // A city of its own for each test.
      jurisdictionId: randomUUID(),
      mustChangePassword: false,
    };
  });
  afterAll(() => database.drop());

  const make = (title: string, given: Partial<IncidentRow> = {}) =>
    makeIncident(database.source.manager, { jurisdictionId: caller.jurisdictionId, title, ...given });
  const due = (incident: IncidentRow, dueAt: Date, state: DeadlineRow['state'] = 'open') =>
    database.source.manager.insert(DeadlineRow, {
      incidentId: incident.id,
      rule: `DL-${randomUUID().slice(0, 4)}`,
      kind: 'statutory',
      startsAt: MORNING,
      dueAt,
      state,
    });
  const page = (cursor: string | null, limit: number, filter = all) =>
    listIncidents(database.source.manager, caller, filter, { cursor, limit, now });
  const titles = async (ids: string[]) => {
    const rows = await database.source.manager.findBy(IncidentRow, { jurisdictionId: caller.jurisdictionId });
    return ids.map((id) => rows.find((row) => row.id === id)?.title);
  };
  async function everything(limit: number, between: () => Promise<unknown> = async () => undefined) {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const { rows, next }: Awaited<ReturnType<typeof page>> = await page(cursor, limit);
      ids.push(...rows.map((row) => row.id));
      cursor = next;
      await between();
    } while (cursor !== null && ids.length < 100);
    return ids;
  }

  it('come by urgency: what waits or is late, what is due next, what is answered, the rest; graver and newer first', async () => {
    await make('办结', { state: 'closed', opinionLevel: '特别重大' });
    await make('已回应', { state: 'answered' });
    await make('无时限');
    await make('无时限，更重', { opinionLevel: '重大' });
    await make('无时限，更新', { discoveredAt: hours(1) });
    await due(await make('后到期'), hours(5));
    await makeDuty(database.source.manager, await make('先签收'), { unit: '东湖街道', signDueAt: hours(2) });
    await due(await make('已超时'), hours(-1), 'missed');
    await make('待确认', { state: 'awaiting_confirmation' });
    // Answered in time: its clock no longer counts.
    await due(await make('已回应，曾到期', { state: 'answered' }), hours(-2), 'met');
    const { rows } = await page(null, 50);
    expect(await titles(rows.map((row) => row.id))).toEqual(
      [
        '已超时',
        '待确认',
        '先签收',
        '后到期',
        '无时限，更重',
        '无时限，更新',
        '无时限',
        '已回应',
        '已回应，曾到期',
        '办结',
      ].map((title) => (title.startsWith('已回应') ? expect.stringMatching(/^已回应/) : title)),
    );
    expect(rows.filter((row) => row.late)).toHaveLength(1);
  });

  it('counts lateness of a rehearsal by its own clock', async () => {
    await due(await make('真'), hours(5));
    await due(await make('演', { rehearsal: true }), hours(5));
    const late = await page(null, 50, { ...all, late: true });
    expect(await titles(late.rows.map((row) => row.id))).toEqual(['演']);
  });

  it('show each row once over pages of any size, also where times differ by microseconds', async () => {
    for (let index = 0; index < 12; index += 1) await make(`${index}`);
    await database.source.query(
      `update incident set discovered_at = discovered_at + (right(number, 4)::int % 5) * interval '1 microsecond'
       where jurisdiction_id = $1`,
      [caller.jurisdictionId],
    );
    const rows = await database.source.manager.findBy(IncidentRow, { jurisdictionId: caller.jurisdictionId });
    for (const row of rows.slice(0, 6)) await due(row, hours(3));
    await database.source.query(
      `update deadline set due_at = due_at + (random() * 3)::int * interval '1 microsecond'
       where incident_id in (select id from incident where jurisdiction_id = $1)`,
      [caller.jurisdictionId],
    );
    const whole = await everything(50);
    expect(new Set(whole).size).toBe(12);
    for (const limit of [1, 2, 5, 11]) expect(await everything(limit)).toEqual(whole);
  });

  it('lose and repeat nothing while new matters arrive and clocks run out between two pages', async () => {
    for (let index = 0; index < 6; index += 1) await due(await make(`${index}`), hours(index + 1));
    const before = await everything(50);
    let later = 0;
    const seen = await everything(2, async () => {
      // Three hours pass: what was to come is late by now, and something urgent is new.
      now.real = hours((later += 3)).toISOString();
      await make('新到', { state: 'awaiting_confirmation' });
    });
    now.real = MORNING.toISOString();
    expect(seen.filter((id) => before.includes(id))).toEqual(before);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('count what they show, under every filter', async () => {
    await due(await make('柳湾村断水', { places: [{ name: '石桥镇' }] as never }), hours(-1));
    await make('东湖停电', { rehearsal: true, opinionLevel: '重大' });
    await make('往事', { historic: true });
    await makeDuty(database.source.manager, await make('50%_的人'), { unit: '石桥镇' });
    await make('昨天', { discoveredAt: hours(-20), state: 'closed' });
    const filters: [Partial<IncidentFilter>, number][] = [
      [{}, 4],
      [{ rehearsal: 'none' }, 3],
      [{ rehearsal: 'only' }, 1],
      [{ historic: 'only' }, 1],
      [{ historic: 'include' }, 5],
      [{ late: true }, 1],
      [{ late: false }, 3],
      [{ state: ['closed'] }, 1],
      [{ level: ['重大', '特别重大'] }, 1],
      [{ unit: '石桥镇' }, 1],
      [{ place: '石桥镇' }, 1],
      [{ q: '柳湾' }, 1],
      [{ q: '%_' }, 1],
      [{ q: String.raw`\ `.trim() }, 0],
      [{ discoveredToday: true }, 3],
    ];
    for (const [part, expected] of filters) {
      const filter = { ...all, ...part };
      const { rows } = await page(null, 50, filter);
      expect([part, rows.length]).toEqual([part, expected]);
      expect([part, await countIncidents(database.source.manager, caller, filter, now)]).toEqual([
        part,
        expected,
      ]);
    }
  });

  it('show nothing of another city', async () => {
    await make('本市');
    caller = { ...caller, jurisdictionId: randomUUID() };
    expect((await page(null, 50)).rows).toEqual([]);
    expect(await countIncidents(database.source.manager, caller, all, now)).toBe(0);
  });

  it('show duties to sign by due time, then the signed ones, newest first, and page through them', async () => {
    const { manager } = database.source;
    const incident = await make('断水');
    const duty = (unit: string, given: Partial<AssignmentRow>) =>
      makeDuty(manager, incident, { unit, ...given });
    await duty('甲', { signDueAt: hours(4) });
    await duty('乙', { signDueAt: hours(1) });
    await duty('丙', { signDueAt: null });
    await duty('丁', { state: 'signed', sentAt: hours(-2), roles: ['first_responsible'] });
    await duty('戊', { state: 'signed', sentAt: hours(-1), roles: ['first_responsible'] });
    await duty('己', { state: 'withdrawn' });
    await duty('庚', { mustSign: false, signDueAt: null, roles: ['informed'] });
    const units = async (state: 'open' | 'signed' | 'all', limit: number) => {
      const found: string[] = [];
      let cursor: string | null = null;
      do {
        const { ids, next }: Awaited<ReturnType<typeof listDuties>> = await listDuties(
          manager,
          caller,
          { state, rehearsal: 'include' },
          { cursor, limit },
        );
        for (const id of ids) found.push((await manager.findOneByOrFail(AssignmentRow, { id })).unit);
        cursor = next;
      } while (cursor !== null && found.length < 20);
      return found;
    };
    for (const limit of [1, 2, 50]) {
      expect(await units('open', limit)).toEqual(['乙', '甲', '丙']);
      expect(await units('signed', limit)).toEqual(['戊', '丁']);
      const both = await units('all', limit);
      expect(both.slice(0, 2)).toEqual(['乙', '甲']);
      expect(both.slice(2, 4).sort()).toEqual(['丙', '庚'].sort());
      expect(both.slice(4)).toEqual(['戊', '丁']);
    }
  });

  it('keep a duty open until its unit has handed in the text it owes', async () => {
    const { manager } = database.source;
    const [owing, over] = [await make('停电'), await make('停气', { state: 'closed' })];
    const roles = ['respondent' as const];
    const duty = (unit: string, given: Partial<AssignmentRow>, incident = owing) =>
      makeDuty(manager, incident, { unit, roles, ...given });
    await duty('壬', { state: 'signed' });
    await duty('癸', { state: 'verified' });
    await duty('子', { state: 'drafted' });
    await duty('丑', { state: 'published' });
    await duty('寅', { state: 'verified', roles: ['first_responsible'] });
    await duty('卯', { state: 'verified' }, over);
    const page = { cursor: null, limit: 200 };
    const { ids } = await listDuties(manager, caller, { state: 'open', rehearsal: 'include' }, page);
    const found = await manager.findBy(AssignmentRow, { id: In(ids) });
    const units = found.filter(({ unit }) => /[壬癸子丑寅卯]/u.test(unit)).map(({ unit }) => unit);
    expect(units.sort()).toEqual(['壬', '癸'].sort());
  });

  it('take no cursor but their own', () => {
    const moment = '2026-11-23T00:30:00.000000Z';
    expect(unpackCursor(packCursor([moment]), cursorTime.array().length(1))).toEqual([moment]);
    expect(() => unpackCursor('%%%', cursorTime)).toThrow(BadCursor);
    for (const time of ['2026-02-31', '1', 'infinity', '2026-99-01T00:00:00.000Z'])
      expect(cursorTime.safeParse(time).success).toBe(false);
    for (const number of ['1e400', 'NaN', '0x10', ' 1', '1; drop', '1.1234567'])
      expect(cursorNumber.safeParse(number).success).toBe(false);
    expect(cursorNumber.safeParse('-1795393800.123456').success).toBe(true);
  });
});
