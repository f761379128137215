import * as fc from 'fast-check';
import { EVENT_LEVELS, FLAGS, OPINION_LEVELS, SIGNALS, type Judgement, type Routing } from '#incidents';
import { Directory, inForce } from '#jurisdiction';
import { judged, xiaoyi } from '../../../test/routing/judgements.js';
import { isDispatched, route, type RouteContext } from './index.js';

const directory = xiaoyi();
const { units, places, topics } = directory.profile;
const townships = places.filter(({ kind }) => kind === 'township' || kind === 'zone');
const roles = directory.profile.jurisdiction.roles;
/** The same city with no vertical management at all. */
const horizontal = xiaoyi((profile) => {
  profile.units = profile.units.map((unit) => ({ ...unit, vertical: false, superior: null }));
});

const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);
const unitName = pick(units.map((unit) => unit.name));
const some = <T>(one: fc.Arbitrary<T>, maxLength: number) => fc.array(one, { maxLength });
const topicHit = fc.record({
  topic: pick(topics),
  onDuty: some(unitName, 2),
  assisting: some(unitName, 2),
});
const placeHit = fc.record({
  place: pick(townships),
  outside: fc.boolean(),
  ambiguous: pick<string[]>([[], [], [], [], ['下堡镇·赵家庄'], ['灵石县·赵家庄']]),
});
const bodyHit = fc.record({
  kind: pick([
    'unit',
    'station',
    'village',
    'company',
    'utility',
    'party',
    'superior',
    'place_type',
  ] as const),
  words: fc.constant<string[]>(['某机构']),
  unit: fc.option(unitName, { nil: undefined }),
  landmark: fc.boolean(),
  conduct: fc.boolean(),
});
const signalHit = fc.record({
  kind: pick(SIGNALS),
  words: fc.constant<string[]>(['某词']),
  unit: fc.option(unitName, { nil: undefined }),
});

const judgement: fc.Arbitrary<Judgement> = fc
  .record({
    relevant: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.constant(false)),
    outOfJurisdiction: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
    topics: some(topicHit, 3),
    places: some(placeHit, 3),
    bodies: some(bodyHit, 3),
    signals: some(signalHit, 2),
    eventLevel: pick(EVENT_LEVELS),
    opinionLevel: pick(OPINION_LEVELS),
    mustRespond: pick<string[]>([[], ['MR-2']]),
    flags: some(pick(FLAGS), 3),
  })
  .map(({ topics: hits, places: found, ...rest }) =>
    judged({
      ...rest,
      topics: hits.map(({ topic, onDuty, assisting }) => ({
        no: topic.no,
        name: topic.name,
        unit: topic.unit.startsWith('属地') ? null : topic.unit,
        onDuty,
        assisting,
        score: 1,
        words: [],
      })),
      places: found.map(({ place, outside, ambiguous }) => ({
        name: place.name,
        kind: outside ? 'outside' : place.kind === 'zone' ? 'zone' : 'township',
        code: place.code,
        via: null,
        ambiguous,
        words: [],
      })),
    }),
  );
const context: fc.Arbitrary<RouteContext> = fc.record({
  at: pick([new Date('2020-09-01T09:00:00+08:00'), new Date('2026-11-18T09:00:00+08:00')]),
  assignedBySuperior: fc.boolean(),
  confirmedSuper: fc.boolean(),
  merged: fc.boolean(),
});

const named = (routing: Routing): string[] => [
  ...routing.firstResponsible,
  ...routing.respondents,
  ...routing.assisting,
  ...routing.informed,
  ...routing.coordinators.flatMap(({ lead, with: beside, scope }) =>
    [lead, beside ?? [], scope ?? []].flat(),
  ),
  ...(routing.actingCoordinator ? [routing.actingCoordinator] : []),
];
const holds = (property: (routing: Routing, judged: Judgement, context: RouteContext) => void) =>
  fc.assert(
    fc.property(judgement, context, (j, c) => property(route(j, directory, c), j, c)),
    { numRuns: 600 },
  );

describe('whatever is judged', () => {
  it('a dispatched matter has a respondent or a pool owner, and a coordinator', () => {
    holds((routing, j) => {
      if (isDispatched(routing)) {
        expect(routing.coordinators.length).toBeGreaterThan(0);
        return;
      }
      const stopped = ['RT-00', 'RT-01', 'RT-04', 'RT-05', 'RT-54'].some((id) => routing.rules.includes(id));
      expect(stopped || !j.relevant).toBe(true);
    });
  });

  it('a coordinator outside this installation has one here who acts for it', () => {
    holds((routing, _j, { at }) => {
      const away = routing.coordinators.some(({ lead }) => directory.unit(lead)?.external !== false);
      if (away) expect(directory.dutyHolder(routing.actingCoordinator ?? '', at)?.unit.external).toBe(false);
      else expect(routing.actingCoordinator).toBeNull();
    });
  });

  it('vertical management never changes who responds', () => {
    fc.assert(
      fc.property(judgement, context, (j, c) => {
        expect(route(j, horizontal, c).respondents).toEqual(route(j, directory, c).respondents);
      }),
      { numRuns: 400 },
    );
  });

  it('no abolished unit or place holds a duty', () => {
    holds((routing, _j, { at }) => {
      for (const name of [...routing.respondents, ...routing.assisting, ...routing.firstResponsible]) {
        const unit = directory.unit(name);
        expect(unit && inForce(unit, at)).toBe(true);
      }
    });
  });

  it('only bodies that may answer for the public answer', () => {
    holds((routing) => {
      for (const name of routing.respondents) {
        expect(directory.unit(name)?.external).toBe(false);
        expect(directory.unit(name)?.respondent || name === roles.government).toBe(true);
      }
    });
  });

  it('特别重大 that nobody confirmed starts nothing', () => {
    holds((routing, _j, { confirmedSuper }) => {
      if (!confirmedSuper) expect(routing.rules).not.toContain('RT-50');
    });
  });

  it('a reported unit stands in no list, and the matter is restricted', () => {
    holds((routing) => {
      for (const unit of routing.recused) expect(named(routing)).not.toContain(unit);
      expect(routing.restricted || routing.recused.length === 0).toBe(true);
    });
  });

  it('each rule has its reason, flags come from the closed list, questions stand exactly where a person is needed', () => {
    holds((routing) => {
      for (const rule of routing.rules) expect(routing.why.map((reason) => reason.rule)).toContain(rule);
      expect(new Set(routing.rules).size).toBe(routing.rules.length);
      expect(routing.flags.every((flag) => FLAGS.includes(flag))).toBe(true);
      expect(routing.needsHuman).toBe(routing.questions.length > 0);
      expect(routing.lead).toBeNull();
    });
  });

  it('what must be answered and is dispatched is answered', () => {
    holds((routing, j) => {
      if (isDispatched(routing) && j.mustRespond.length > 0) expect(routing.disposition).toBe('respond');
    });
  });

  it('is decided the same way twice', () => {
    holds((routing, j, c) => {
      expect(route(structuredClone(j), new Directory(directory.profile, 'test'), c)).toEqual(routing);
    });
  });
});
