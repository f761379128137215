import * as fc from 'fast-check';
import { EVENT_LEVELS, FLAGS, OPINION_LEVELS, SIGNALS, type Judgement } from '#incidents';
import { Directory, type Profile, type RoutingException, type Unit } from '#jurisdiction';
import type { RouteContext } from '#route';
import { judged, xiaoyi } from './judgements.js';

/** The real directory, from which the generated cities take their names. */
export const real = xiaoyi();
const { units, places, topics } = real.profile;
const townships = places.filter(({ kind }) => kind === 'township' || kind === 'zone');
const { genericPublicity: _, ...roles } = real.profile.jurisdiction.roles;

const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);
const some = <T>(one: fc.Arbitrary<T>, maxLength: number) => fc.array(one, { maxLength });
const rarely = (weight: number) =>
  fc.oneof({ weight, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });

const unitName = pick(units.map((unit) => unit.name));
const topicHit = fc.record({ topic: pick(topics), onDuty: some(unitName, 2), assisting: some(unitName, 2) });
const placeHit = fc.record({
  place: pick(townships),
  outside: fc.boolean(),
  ambiguous: pick<string[]>([[], [], [], [], ['下堡镇·赵家庄'], ['灵石县·赵家庄']]),
});
const BODIES = [
  'unit',
  'station',
  'village',
  'company',
  'utility',
  'party',
  'superior',
  'place_type',
] as const;
const bodyHit = fc.record({
  kind: pick(BODIES),
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

/** What judging could say of anything at all. */
export const anyJudgement: fc.Arbitrary<Judgement> = fc
  .record({
    relevant: rarely(9).map((no) => !no),
    isMatter: rarely(9).map((no) => !no),
    outOfJurisdiction: rarely(9),
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

const superiors = units.filter(({ external }) => external).map(({ name }) => name);

export const anyContext: fc.Arbitrary<RouteContext> = fc.record({
  at: pick([new Date('2020-09-01T09:00:00+08:00'), new Date('2026-11-18T09:00:00+08:00')]),
  assignedBySuperior: fc.boolean(),
  confirmedSuper: fc.boolean(),
  merged: fc.boolean(),
  orderedUnits: fc.option(some(unitName, 2), { nil: undefined }),
  confirmedCoordinators: fc.option(some(pick(superiors), 2), { nil: undefined }),
});

const CONDITIONS = [
  'true',
  'inZone || !provisional',
  'topics.size() > 1',
  'respondents.exists(r, r.endsWith("局"))',
  'eventLevel in ["I", "II"] && dead >= 0',
  'opinionLevel == "特别重大"',
  'dead + 9223372036854775807 + 9223372036854775807 > 0',
  '"不能编译" in',
  'month > 6',
];
const named = fc.option(
  some(fc.oneof({ weight: 8, arbitrary: unitName }, pick(['属地', '不存在的单位'])), 2),
  {
    nil: undefined,
  },
);
export const anyExceptions: fc.Arbitrary<RoutingException[]> = some(
  fc.record({
    when: pick(CONDITIONS),
    topics: some(pick(topics.map(({ no }) => no)), 2).map((numbers) => (numbers.length > 1 ? [] : numbers)),
    places: some(pick(townships.map(({ name }) => name)), 1),
    units: fc.constant<string[]>([]),
    stop: fc.boolean(),
    enabled: rarely(5).map((off) => !off),
    then: fc.record({ respondents: named, firstResponsible: named, assisting: named, informed: named }),
  }),
  5,
).map((rows) =>
  rows.map(({ then, ...row }, i) => ({
    ...row,
    key: `EX-${i + 1}`,
    name: '例外',
    order: i,
    then: Object.fromEntries(Object.entries(then).filter(([, list]) => list !== undefined)),
    examples: [],
    basis: '测试',
  })),
);

/** Which rules are off, which units are vertically managed, abolished or renamed, and the exceptions. */
const changes = fc.record({
  off: some(pick(real.profile.rules.map(({ id }) => id)), 4),
  vertical: some(unitName, 4),
  horizontal: some(unitName, 4),
  abolished: some(
    pick(units.map(({ name }) => name).filter((name) => !Object.values(roles).includes(name))),
    4,
  ),
  successor: fc.option(unitName, { nil: undefined }),
  exceptions: anyExceptions,
});

type Change = (profile: { -readonly [K in keyof Profile]: Profile[K] }) => void;
export const changed = (directory: Directory, change: Change): Directory => {
  const profile = { ...directory.profile };
  change(profile);
  return new Directory(profile, directory.version);
};

/** Cities like the real one: other rules on, other units under vertical management, some gone, exceptions of any kind. */
export const anyDirectory: fc.Arbitrary<Directory> = changes.map(
  ({ off, vertical, horizontal, abolished, successor, exceptions }) =>
    changed(real, (profile) => {
      profile.rules = profile.rules.map((rule) => ({ ...rule, enabled: !off.includes(rule.id) }));
      profile.exceptions = exceptions;
      profile.units = profile.units.map((unit): Unit => {
        const manage = vertical.includes(unit.name) || (unit.vertical && !horizontal.includes(unit.name));
        const superior = unit.superior ?? superiors[0] ?? null;
        const gone = abolished.includes(unit.name) && unit.name !== successor;
        return {
          ...unit,
          vertical: manage,
          superior,
          ...(gone ? { validTo: '2020-01-01', ...(successor ? { successor } : {}) } : {}),
        };
      });
    }),
);
