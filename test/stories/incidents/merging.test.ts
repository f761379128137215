import * as fc from 'fast-check';
import { lockIncident, markMissedDeadlines, mergeT0, readStages, saveIncident } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { JudgeStep } from '#judge/service';
import { judged, place, topic } from '../../routing/judgements.js';
import { addItem, createHub, hours, judgedIncident, MORNING, policy, type Hub } from './hub.js';

let hub: Hub;
beforeAll(async () => {
  hub = await createHub();
});
afterAll(() => hub.database.drop());
beforeEach(() => hub.clock.set(MORNING));

const COLD = '新义街道绿城社区的小区连续三天暖气不热，老人孩子在家穿着棉衣，物业和供热公司互相推诿。';
const earlier = (by: number) => new Date(MORNING.getTime() - hours(by));

it('an older item moves the 48 hours in the transaction that joins it, and nobody is charged with the time before', async () => {
  const judge = new JudgeStep(hub.source, hub.clock, hub.woken, readDirectory);
  await addItem(hub, { title: COLD.slice(0, 16), text: COLD });
  await judge.run(hub.jurisdictionId);
  const [{ incidentId: id }] = hub.woken.of('route') as [{ incidentId: string }];
  await hub.routeStep.run(id);
  hub.clock.advance(hours(6));
  // Somebody hands in on the next day what a caller said two days before.
  const source = { name: '12345', tier: 'self' as const, scope: 'local' as const };
  await addItem(hub, { title: COLD.slice(0, 16), text: COLD, source, discoveredAt: earlier(45) });
  await judge.run(hub.jurisdictionId);
  expect(await hub.incident(id)).toMatchObject({ discoveredAt: earlier(45), firstKnownAt: MORNING });
  const dueAt = new Date(MORNING.getTime() + hours(3));
  expect((await hub.deadlines(id)).filter(({ rule }) => rule === 'DL-03')).toMatchObject([
    { startsAt: earlier(45), dueAt, state: 'open' },
  ]);
  expect(await hub.log(id, 'deadline.moved_earlier')).toHaveLength(1);
  await hub.routeStep.run(id);
  await hub.source.transaction((manager) => markMissedDeadlines(manager, hub.clock.now(), 'real'));
  const incident = await hub.incident(id);
  const rules = { policy, directory: hub.directory };
  const read = await readStages(hub.manager, [incident], rules, () => hub.clock.now());
  expect(read.get(id)?.[0]?.charges).toEqual([{ key: 'before_merge', late: hours(3) }]);
});

it('property: whatever joins in whatever order, due times keep their span and never move later', async () => {
  const moment = fc.integer({ min: -100, max: 100 });
  const seen = fc.record({ discovered: moment, learned: fc.option(moment) });
  const level = fc.constantFrom('none' as const, 'II' as const);
  await fc.assert(
    fc.asyncProperty(level, fc.array(seen, { minLength: 1, maxLength: 4 }), async (eventLevel, joining) => {
      const matter = judged({
        topics: [topic(hub.directory, 30)],
        places: [place(hub.directory, '新义街道')],
        eventLevel,
      });
      const id = await judgedIncident(hub, matter);
      await hub.routeStep.run(id);
      let before = await hub.deadlines(id);
      for (const { discovered, learned } of joining) {
        await hub.source.transaction(async (manager) => {
          const incident = await lockIncident(manager, id);
          if (!incident) throw new Error('gone');
          const discoveredAt = earlier(-discovered);
          const act = { manager, at: hub.clock.now(), actor: 'system' };
          const learnedAt = learned === null ? null : earlier(-learned);
          await mergeT0(act, incident, { discoveredAt, knownAt: discoveredAt, learnedAt });
          await saveIncident(manager, incident, act.at);
        });
        const after = await hub.deadlines(id);
        for (const [index, row] of after.entries()) {
          const old = before[index];
          expect(row.dueAt.getTime()).toBeLessThanOrEqual(old?.dueAt.getTime() ?? 0);
          expect(row.dueAt.getTime() - row.startsAt.getTime()).toBe(
            (old?.dueAt.getTime() ?? 0) - (old?.startsAt.getTime() ?? 0),
          );
        }
        before = after;
      }
      const found = Math.min(0, ...joining.map(({ discovered }) => discovered));
      const known = Math.min(found, ...joining.flatMap(({ learned }) => learned ?? []));
      const starts = before
        .filter(({ kind }) => kind === 'statutory')
        .map(({ rule, startsAt }) => [rule, startsAt]);
      expect(starts).toEqual(
        eventLevel === 'II'
          ? [
              ['DL-01', earlier(-known)],
              ['DL-02', earlier(-known)],
            ]
          : [['DL-03', earlier(-found)]],
      );
    }),
    { numRuns: 25 },
  );
});
