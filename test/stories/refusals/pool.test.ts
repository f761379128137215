import fc from 'fast-check';
import { AssignmentRow, NoticeRow, markMissedDeadlines, officeFor } from '#incidents/service';
import type { Flag } from '#incidents';
import { judged, place, topic } from '../../routing/judgements.js';
import { hours, judgedIncident, minutes, MORNING } from '../incidents/hub.js';
import { createRefusalDesk, type RefusalDesk } from './desk.js';

const OFFICE = '市政府办公室';
let desk: RefusalDesk;
beforeAll(async () => {
  desk = await createRefusalDesk();
});
afterAll(() => desk.database.drop());
beforeEach(() => desk.clock.set(MORNING));

/** 事由、单位、地点都没有 (RT-42). */
async function unrouted(recused: string[] = []): Promise<string> {
  const id = await judgedIncident(desk.hub, judged({}), { recused });
  await desk.routeStep.run(id);
  return id;
}
const owners = async (id: string) =>
  (await desk.duties(id))
    .filter(
      (duty) =>
        duty.state !== 'withdrawn' && duty.roles.some((role) => ['respondent', 'pool_owner'].includes(role)),
    )
    .map((duty) => duty.unit);

describe('what has no responsible unit', () => {
  it('is the duty of the office, with a time to sign and a time to assign', async () => {
    const id = await unrouted();
    expect(await desk.incident(id)).toMatchObject({ state: 'awaiting_confirmation', poolOwner: null });
    const [duty] = await desk.duties(id);
    expect(duty).toMatchObject({ unit: OFFICE, roles: ['pool_owner'], mustSign: true, state: 'sent' });
    expect(duty?.signDueAt).toEqual(new Date(MORNING.getTime() + hours(4)));
    const [grading] = (await desk.deadlines(id)).filter((row) => row.rule === 'DL-05');
    expect(grading).toMatchObject({ state: 'open', dueAt: new Date(MORNING.getTime() + hours(2)) });
  });

  it.each([
    [[OFFICE], '市委宣传部'],
    [[OFFICE, '市委宣传部'], '市政府'],
    [[OFFICE, '市委宣传部', '市政府'], '市纪委监委'],
  ])('goes to the stand-in where %j must see nothing', async (recused, unit) => {
    const id = await unrouted(recused);
    expect(await owners(id)).toEqual([unit]);
  });

  it('is taken by one person, handed on, and only as long as it is in the pool', async () => {
    const id = await unrouted();
    const version = async () => (await desk.incident(id)).version;
    await desk.pool.assign(id, await version(), 'li', 'account:li');
    expect(await desk.incident(id)).toMatchObject({ poolOwner: 'li', poolOwnerAt: desk.clock.now() });
    const stale = desk.pool.assign(id, 1, 'wang', 'account:wang');
    await expect(stale).rejects.toThrow('stale');
    await desk.pool.assign(id, await version(), 'wang', 'account:li');
    expect(
      (await desk.log(id, 'pool.claimed', 'pool.handed_over')).map((row) => [row.type, row.data]),
    ).toEqual([
      ['pool.claimed', { from: null, to: 'li' }],
      ['pool.handed_over', { from: 'li', to: 'wang' }],
    ]);
    const correction = { respondents: ['市城市管理局'], firstResponsible: [], assisting: [], lead: null };
    await desk.routing.correctRouting(
      id,
      { ...correction, version: await version(), reason: '供热' },
      'account:wang',
    );
    expect(await owners(id)).toEqual(['市城市管理局']);
    const late = desk.pool.assign(id, await version(), 'li', 'account:li');
    await expect(late).rejects.toMatchObject({ code: 'not_in_pool' });
  });

  it('left lying beyond DL-05 is missed, once', async () => {
    const id = await unrouted();
    desk.clock.advance(hours(2) + minutes(1));
    const missed = await markMissedDeadlines(desk.manager, desk.clock.now(), 'real');
    expect(missed).toContain(id);
    expect((await desk.deadlines(id)).find((row) => row.rule === 'DL-05')?.state).toBe('missed');
    expect(await desk.manager.countBy(NoticeRow, { incidentId: id })).toBe(0);
  });

  it('is never without an owner, whoever is recused whenever (property)', async () => {
    const { office, publicity, government, discipline } = desk.directory.profile.jurisdiction.roles;
    const units = ['市城市管理局', '新义街道', '市教科局', office, publicity, government];
    const matter = fc.record({
      topics: fc.subarray([1, 30, 20]),
      streets: fc.subarray(['新义街道', '崇文街道']),
      before: fc.subarray(units, { maxLength: 3 }),
      later: fc.subarray(units, { maxLength: 4 }),
      confirmed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(matter, async ({ topics, streets, before, later, confirmed }) => {
        const judgement = judged({
          topics: topics.map((no) => topic(desk.directory, no)),
          places: streets.map((name) => place(desk.directory, name)),
          flags: [] as Flag[],
        });
        const id = await judgedIncident(desk.hub, judgement, { recused: before });
        await desk.routeStep.run(id);
        if (confirmed && (await desk.incident(id)).state === 'awaiting_confirmation')
          await desk.routing.confirmRouting(id, (await desk.incident(id)).version, 'account:ban');
        await recuseLater(id, later);
        const incident = await desk.incident(id);
        const recused = new Set(incident.recused);
        const held = await owners(id);
        for (const unit of held) expect(recused.has(unit)).toBe(false);
        // Before a person has decided, what is doubtful is the office's by DL-05; sent out, it has an owner at any time.
        if (incident.state === 'dispatched' || incident.state === 'signed')
          expect(held.length).toBeGreaterThan(0);
        else {
          expect(incident.state).toBe('awaiting_confirmation');
          const grading = await desk.deadlines(id);
          expect(grading.map((row) => row.rule)).toContain('DL-05');
          expect(officeFor(desk.directory, incident.recused)).not.toBeNull();
        }
        expect([office, publicity, government, discipline]).toContain(
          officeFor(desk.directory, incident.recused),
        );
      }),
      { numRuns: 40 },
    );
  });

  /** New facts name more units that must see nothing: routing takes their duties back. */
  async function recuseLater(id: string, later: string[]): Promise<void> {
    const incident = await desk.incident(id);
    if (!incident.routing || later.length === 0) return;
    await desk.source.transaction(async (manager) => {
      const { recuse, lockIncident, saveIncident } = await import('#incidents/service');
      const locked = await lockIncident(manager, id);
      if (!locked?.routing) return;
      const act = { manager, actor: 'system', at: desk.clock.now() };
      const rules = { directory: desk.directory, policy: (await import('../incidents/hub.js')).policy };
      await recuse(act, locked, { ...locked.routing, recused: later }, rules);
      await saveIncident(manager, locked, act.at);
    });
    expect(
      (await desk.manager.findBy(AssignmentRow, { incidentId: id })).filter(
        (duty) => later.includes(duty.unit) && duty.state !== 'withdrawn',
      ),
    ).toEqual([]);
  }
});
