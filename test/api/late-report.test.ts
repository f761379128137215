import { strFromU8, unzipSync } from 'fflate';
import type { LateDuty, LateReport, LateUnit, Page } from '../../apps/api/src/contract/index.js';
import { AssignmentRow, IncidentRow, RefusalRow, UrgingRow } from '#incidents/service';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';
import { makeMatter, OTHER_UNIT, UNIT, type Matter } from './world.js';

const after = (hours: number) => new Date(MORNING.getTime() + hours * 3_600_000);
const SPAN = 'from=2026-11-01&to=2026-11-30';

describe('figures of the late', () => {
  let api: TestApi;
  let office: Client;
  let unit: Client;
  let late: Matter;

  const rows = () => api.database.source.manager;
  const set = (matter: Matter, given: Partial<AssignmentRow>) =>
    rows().update(AssignmentRow, { id: matter.duty.id }, given);
  const report = async (who: Client, query = SPAN) =>
    (await who.get(`/api/v1/reports/late?${query}`)).json<LateReport>();
  const of = ({ units }: LateReport, name: string): LateUnit | undefined =>
    units.find((one) => one.unit === name);
  const behind = async (who: Client, kind: string, name = UNIT) =>
    (await who.get(`/api/v1/reports/late/duties?${SPAN}&kind=${kind}&unit=${name}`)).json<Page<LateDuty>>();

  beforeAll(async () => {
    api = await createTestApi();
    // Five duties of one unit: signed in time, signed late, not signed and late, just told, of another month.
    const [inTime, tooLate, open, fresh, before] = await Promise.all(
      ['甲', '乙', '丙', '丁', '戊'].map((word) => makeMatter(api, word, UNIT)),
    );
    late = open as Matter;
    await set(inTime as Matter, {
      state: 'signed',
      signedAt: after(1),
      reportDueAt: after(5),
      reportedAt: after(4),
    });
    await set(tooLate as Matter, {
      state: 'signed',
      signedAt: after(6),
      reportDueAt: after(5),
      reportedAt: after(12),
    });
    await set(fresh as Matter, { sentAt: after(9), signDueAt: after(13) });
    await set(before as Matter, { sentAt: new Date('2026-10-20T08:00:00+08:00') });
    const other = await makeMatter(api, '己', OTHER_UNIT);
    await set(other, { state: 'signed', signedAt: after(1) });
    await rows().save(
      rows().create(UrgingRow, {
        jurisdictionId: api.jurisdictionId,
        incidentId: late.incident.id,
        assignmentId: late.duty.id,
        unit: UNIT,
        round: 1,
        words: '',
        by: 'account:office1',
        at: after(5),
      }),
    );
    await rows().save(
      rows().create(RefusalRow, {
        jurisdictionId: api.jurisdictionId,
        incidentId: late.incident.id,
        assignmentId: late.duty.id,
        unit: UNIT,
        round: 1,
        needsLeader: false,
        ground: 'wrong_place',
        note: '不属本单位',
        proposed: [OTHER_UNIT],
        state: 'withdrawn',
        ruler: '市政府办公室',
        raisedAt: after(1),
        raisedBy: 'account:x',
        dueAt: after(3),
      }),
    );
    api.clock.set(after(10));
    office = await api.as('office', '市政府办公室');
    unit = await api.as('liaison', UNIT);
  });
  afterAll(() => api.close());

  it('count a unit’s duties of the span, shares of those whose time is up, and what is late now', async () => {
    expect(of(await report(office), UNIT)).toEqual({
      unit: UNIT,
      duties: 4,
      signedInTime: 1,
      signedOf: 3,
      reportedInTime: 1,
      reportedOf: 2,
      lateNow: 1,
      // The first report that came seven hours late is longer than the signature six hours late.
      longestLate: 7 * 3600,
      urged: 1,
      supervised: 0,
      refusals: 1,
    });
  });

  it('put who is late now first', async () => {
    const { units } = await report(office);
    expect(units.map((one) => one.unit)).toEqual([UNIT, OTHER_UNIT]);
  });

  it('show a unit its own line and nothing else, whatever it asks', async () => {
    const own = await report(unit);
    expect(own.units.map((one) => one.unit)).toEqual([UNIT]);
    const { items } = await behind(unit, 'all', OTHER_UNIT);
    expect(new Set(items.map((one) => one.unit))).toEqual(new Set([UNIT]));
  });

  it.each([
    ['all', 4],
    ['late_now', 1],
    ['signed_late', 2],
    ['reported_late', 1],
    ['urged', 1],
    ['refused', 1],
    ['supervised', 0],
  ])('lead to the duties behind them: %s', async (kind, count) => {
    expect((await behind(office, kind)).items).toHaveLength(count);
  });

  it('page without losing or doubling a duty', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<LateDuty> = (
        await office.get(
          `/api/v1/reports/late/duties?${SPAN}&limit=2${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
        )
      ).json<Page<LateDuty>>();
      seen.push(...page.items.map((one) => one.assignmentId));
      cursor = page.next;
    } while (cursor);
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
  });

  it('leave out a rehearsal unless it is asked for, and what may not be seen', async () => {
    const drill = await makeMatter(api, '演', OTHER_UNIT, { rehearsal: true });
    expect(drill.duty.rehearsal).toBe(true);
    expect(of(await report(office), OTHER_UNIT)?.duties).toBe(1);
    expect(of(await report(office, `${SPAN}&rehearsal=include`), OTHER_UNIT)?.duties).toBe(2);
    await rows().update(IncidentRow, { id: late.incident.id }, { recused: [UNIT] });
    expect(of(await report(unit), UNIT)?.duties).toBe(3);
    await rows().update(IncidentRow, { id: late.incident.id }, { recused: [] });
  });

  it('come as a workbook', async () => {
    const answer = await fetch(`${api.url}/api/v1/reports/late.xlsx?${SPAN}`, {
      headers: { cookie: office.cookie ?? '' },
    });
    expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('办理时限情况'));
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    const text = Object.values(files)
      .map((file) => strFromU8(file))
      .join('');
    for (const word of [UNIT, OTHER_UNIT, '按时签收率', '2026-11-01']) expect(text).toContain(word);
  });

  it('refuse a span that ends before it begins', async () => {
    const answer = await office.get('/api/v1/reports/late?from=2026-11-30&to=2026-11-01');
    expect([answer.status, answer.json<{ code: string }>().code]).toEqual([400, 'bad_input']);
  });
});
