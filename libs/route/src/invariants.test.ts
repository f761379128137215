import * as fc from 'fast-check';
import { FLAGS, type Judgement, type Routing } from '#incidents';
import { Directory, inForce } from '#jurisdiction';
import { anyContext, anyDirectory, anyJudgement, changed } from '../../../test/routing/generated.js';
import { isDispatched, route, type RouteContext } from './index.js';

type Case = { directory: Directory; judgement: Judgement; context: RouteContext };
const anyCase: fc.Arbitrary<Case> = fc.record({
  directory: anyDirectory,
  judgement: anyJudgement,
  context: anyContext,
});
/** Many more when asked: `ROUTE_RUNS=10000`. */
const RUNS = Number(process.env['ROUTE_RUNS'] ?? 300);
const always = (property: (one: Case) => void) =>
  fc.assert(fc.property(anyCase, property), { numRuns: RUNS });
const holds = (property: (routing: Routing, one: Case) => void) =>
  always((one) => property(route(one.judgement, one.directory, one.context), one));

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
/** Who has which part, whatever the order. */
const parts = (routing: Routing) => ({
  firstResponsible: routing.firstResponsible.toSorted(),
  respondents: routing.respondents.toSorted(),
  assisting: routing.assisting.toSorted(),
  informed: routing.informed.toSorted(),
  coordinators: routing.coordinators.map((one) => JSON.stringify(one)).toSorted(),
  acting: routing.actingCoordinator,
  recused: routing.recused.toSorted(),
  flags: routing.flags,
  rules: routing.rules.toSorted(),
  needsHuman: routing.needsHuman,
  disposition: routing.disposition,
});

describe('of whatever is judged, in whatever city', () => {
  it('a dispatched matter has a respondent or a pool owner, and a coordinator', () => {
    holds((routing, { judgement }) => {
      if (isDispatched(routing)) {
        expect(routing.coordinators.length).toBeGreaterThan(0);
        return;
      }
      const stopped = ['RT-00', 'RT-01', 'RT-04', 'RT-05', 'RT-54'].some((id) => routing.rules.includes(id));
      expect(stopped || !judgement.relevant || !judgement.isMatter).toBe(true);
    });
  });

  it('a coordinator outside this installation that has not confirmed has one here who acts for it', () => {
    holds((routing, { directory, context: { at, confirmedCoordinators = [] } }) => {
      const away = routing.coordinators.some(
        ({ lead }) => directory.unit(lead)?.external !== false && !confirmedCoordinators.includes(lead),
      );
      if (away) expect(directory.dutyHolder(routing.actingCoordinator ?? '', at)?.unit.external).toBe(false);
      else expect(routing.actingCoordinator).toBeNull();
    });
  });

  it('no abolished unit or place holds a duty', () => {
    holds((routing, { directory, context: { at } }) => {
      const holders = [...routing.respondents, ...routing.assisting, ...routing.firstResponsible];
      for (const name of [...holders, ...routing.coordinators.map(({ lead }) => lead)]) {
        const unit = directory.unit(name);
        expect({ name, holds: unit !== undefined && inForce(unit, at) }).toEqual({ name, holds: true });
      }
    });
  });

  it('only bodies that may answer for the public answer', () => {
    holds((routing, { directory }) => {
      for (const name of routing.respondents) {
        expect(directory.unit(name)?.external).toBe(false);
        const { government } = directory.profile.jurisdiction.roles;
        expect(directory.unit(name)?.respondent || name === government).toBe(true);
      }
    });
  });

  it('a reported unit stands in no list, and the matter is restricted', () => {
    holds((routing) => {
      for (const unit of routing.recused) expect(named(routing)).not.toContain(unit);
      expect(routing.restricted || routing.recused.length === 0).toBe(true);
    });
  });

  it('each unit has one part, and the lead is left to a person', () => {
    holds(({ firstResponsible, respondents, assisting, informed, lead }) => {
      const duties = [...new Set([...firstResponsible, ...respondents])];
      const all = [...duties, ...assisting, ...informed];
      expect(new Set(all).size).toBe(all.length);
      expect(new Set(respondents).size).toBe(respondents.length);
      expect(lead).toBeNull();
    });
  });

  it('each rule has its reason, flags come from the closed list, questions stand exactly where a person is needed', () => {
    holds((routing) => {
      for (const rule of routing.rules) expect(routing.why.map((reason) => reason.rule)).toContain(rule);
      expect(new Set(routing.rules).size).toBe(routing.rules.length);
      expect(routing.flags.every((flag) => FLAGS.includes(flag))).toBe(true);
      expect(routing.needsHuman).toBe(routing.questions.length > 0);
    });
  });

  it('what must be answered and is dispatched is answered', () => {
    holds((routing, { judgement }) => {
      if (isDispatched(routing) && judgement.mustRespond.length > 0)
        expect(routing.disposition).toBe('respond');
    });
  });

  it('is decided the same way twice, and nothing that was handed in is changed', () => {
    holds((routing, { judgement, directory, context }) => {
      const frozen = deepFreeze(structuredClone(judgement));
      expect(route(frozen, new Directory(directory.profile, directory.version), context)).toEqual(routing);
    });
  });
});

/** By the rules alone: a city may make an exception of anything it sees. */
const exceptionless = (directory: Directory) =>
  changed(directory, (profile) => void (profile.exceptions = []));

describe('what changes nothing but what it is for', () => {
  const same = (change: (one: Case) => Case, of: (routing: Routing) => unknown) =>
    always((one) => {
      const other = change(one);
      const decide = ({ judgement, directory, context }: Case) => of(route(judgement, directory, context));
      expect(decide(other)).toEqual(decide(one));
    });
  const duties = ({ respondents, firstResponsible }: Routing) => [respondents, firstResponsible];
  const withJudgement = (one: Case, change: Partial<Judgement>): Case => ({
    ...one,
    judgement: { ...one.judgement, ...change },
  });

  it('vertical management: who answers and who is first responsible stay', () => {
    const flip = (directory: Directory) =>
      changed(directory, (profile) => {
        profile.units = profile.units.map((unit) => ({ ...unit, vertical: !unit.vertical }));
      });
    same((one) => ({ ...one, directory: flip(one.directory) }), duties);
  });

  it('特别重大 that nobody confirmed: it is 重大', () => {
    always((one) => {
      const context = { ...one.context, confirmedSuper: false };
      const at = (opinionLevel: Judgement['opinionLevel']) =>
        route({ ...one.judgement, opinionLevel, opinionConfirmed: false }, one.directory, context);
      expect(at('特别重大')).toEqual(at('重大'));
      expect(at('特别重大').rules).not.toContain('RT-50');
    });
  });

  it('特别重大 that a person confirmed: the first responsible stay', () => {
    always((one) => {
      const directory = exceptionless(one.directory);
      const decide = (confirmedSuper: boolean) =>
        duties(route(one.judgement, directory, { ...one.context, confirmedSuper }));
      expect(decide(true)).toEqual(decide(false));
    });
  });

  it("a superior's order that names units: they assist, they do not answer because of it (RT-06)", () => {
    always((one) => {
      const directory = exceptionless(one.directory);
      const decide = (orderedUnits: readonly string[]) =>
        duties(route(one.judgement, directory, { ...one.context, orderedUnits }));
      expect(decide(one.context.orderedUnits ?? [])).toEqual(decide([]));
    });
  });

  it('a letter confirmed by a coordinator: only who acts for it (RT-55)', () => {
    same(
      (one) => ({ ...one, context: { ...one.context, confirmedCoordinators: [] } }),
      ({ actingCoordinator: _acting, rules, why, ...rest }) => ({
        ...rest,
        rules: rules.filter((id) => id !== 'RT-55'),
        why: why.filter(({ rule }) => rule !== 'RT-55'),
      }),
    );
  });

  it('a rumour: a hint, which holds nothing up (RT-51)', () => {
    always((one) => {
      const directory = exceptionless(one.directory);
      const signals = one.judgement.signals.filter(({ kind }) => kind !== 'rumour');
      const decide = (hints: Judgement['signals']) => {
        const routing = route({ ...one.judgement, signals: [...signals, ...hints] }, directory, one.context);
        const { rules, why, ...rest } = routing;
        return {
          ...rest,
          rules: rules.filter((id) => id !== 'RT-51'),
          why: why.filter(({ rule }) => rule !== 'RT-51'),
        };
      };
      expect(decide([{ kind: 'rumour', words: ['听说'] }])).toEqual(decide([]));
    });
  });

  it('the order in which topics and places were found, and finding one twice', () => {
    same(
      (one) =>
        withJudgement(one, {
          topics: one.judgement.topics.toReversed(),
          places: one.judgement.places.toReversed(),
        }),
      parts,
    );
    same(
      (one) =>
        withJudgement(one, {
          topics: one.judgement.topics.flatMap((hit) => [hit, hit]),
          places: one.judgement.places.flatMap((hit) => [hit, hit]),
          bodies: one.judgement.bodies.flatMap((hit) => [hit, hit]),
          signals: one.judgement.signals.flatMap((hit) => [hit, hit]),
        }),
      parts,
    );
  });

  it('exceptions that do not apply', () => {
    holds((routing, { judgement, directory, context }) => {
      if (routing.why.some(({ rule }) => rule.startsWith('EX-'))) return;
      expect(routing).toEqual(route(judgement, exceptionless(directory), context));
    });
  });

  it('exceptions that could not be carried out: a person is asked about each', () => {
    holds((routing) => {
      for (const { rule } of routing.why)
        if (rule.startsWith('EX-') && !routing.rules.includes(rule))
          expect(routing.questions.some((question) => question.includes(rule))).toBe(true);
    });
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
