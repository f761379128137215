import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#config';
import { Directory, type Profile } from '#jurisdiction';
import { judge } from '#judge';
import { route } from '#route';
import type { Judgement, Routing } from '#incidents';
import { xiaoyi } from './judgements.js';
import { readCases, type RoutingCase } from './score.js';

/**
 * Every row of the rule table carries weight: without it, or with its "a person must confirm" turned round, at least
 * one case comes out otherwise. Judging knows no rules, so each text is judged once and only routed again.
 */
const base = xiaoyi();
const { rules } = base.profile;
type Row = Profile['rules'][number];

interface Told {
  id: string;
  expect: RoutingCase['expect'];
  judgement: Judgement;
  context: Parameters<typeof route>[2];
}

const single: Told[] = readCases(join(projectRoot(), 'test/routing/cases.jsonl')).map(
  ({ id, item, expect }) => ({
    id,
    expect,
    judgement: judge(item, base),
    context: {
      at: new Date(item.discoveredAt!),
      assignedBySuperior: item.assignedBySuperior ?? false,
      confirmedSuper: item.facts?.confirmedOpinionLevel === '特别重大',
    },
  }),
);

/** RT-53 needs a second source: a case told by two. */
function byTwoSources(one: Told): Told {
  const expect = { ...one.expect, rules: [...one.expect.rules, 'RT-53'] };
  return { ...one, id: `${one.id} by two sources`, expect, context: { ...one.context, merged: true } };
}
const told: Told[] = [...single, byTwoSources(single.find(({ id }) => id === 'RC-11')!)];

/** Rows that do nothing when a judged text is routed (a refusal comes after dispatch), and the story that turns them off. */
const ELSEWHERE: Record<string, string> = {
  'RT-43': 'test/stories/refusals/refusal.test.ts',
};
/** Rows whose question never holds a dispatch up, whatever the table says (docs/decisions/0010). */
const NEVER_ASKS: Record<string, string> = { ...ELSEWHERE, 'RT-51': 'a hint only, domain.zh.md (f)1' };

const changed = (change: (rows: Row[]) => Row[]): Directory =>
  xiaoyi((profile) => {
    profile.rules = change(profile.rules);
  });
const routed = (directory: Directory): Routing[] =>
  told.map(({ judgement, context }) => route(judgement, directory, context));

const right = routed(base);

/** What a case counts: who, who coordinates, the rules and flags it names, and whether it is dispatched at all. */
const outcome = ({ expect }: Told, routing: Routing): string =>
  JSON.stringify({
    first: routing.firstResponsible,
    respondents: routing.respondents,
    coordinators: routing.coordinators,
    rules: expect.rules.filter((id) => routing.rules.includes(id)),
    flags: routing.flags,
  });

const differing = (directory: Directory, of: (one: Told, routing: Routing) => unknown): string[] => {
  const now = routed(directory);
  return told.filter((one, i) => of(one, now[i]!) !== of(one, right[i]!)).map(({ id }) => id);
};

const killers = new Map(
  rules.map((rule) => [
    rule.id,
    differing(
      changed((rows) => rows.filter(({ id }) => id !== rule.id)),
      outcome,
    ),
  ]),
);

/** The other settings of a row's question; a conditional one is tried both ways. */
const turned = (rule: Row): Row['needsHuman'][] =>
  rule.needsHuman === 'conditional'
    ? ['always', 'never']
    : [rule.needsHuman === 'never' ? 'always' : 'never'];

const asked = new Map(
  rules.map((rule) => {
    const found = turned(rule).map((needsHuman) =>
      differing(
        changed((rows) => rows.map((row) => (row.id === rule.id ? { ...row, needsHuman } : row))),
        (_one, routing) => JSON.stringify(routing.questions),
      ),
    );
    return [rule.id, found.flat()];
  }),
);

const without = (found: ReadonlyMap<string, string[]>, excused: Record<string, string>): string[] =>
  [...found].filter(([id, cases]) => cases.length === 0 && !(id in excused)).map(([id]) => id);

describe('the rule table, row by row', () => {
  it('has no row that could be dropped without a case noticing', () => {
    expect(without(killers, ELSEWHERE)).toEqual([]);
  });

  it('has no row whose question to a person could be turned round without a case noticing', () => {
    expect(without(asked, NEVER_ASKS)).toEqual([]);
  });

  it('has a story for each row that acts only later', () => {
    for (const [id, story] of Object.entries(ELSEWHERE))
      expect(readFileSync(join(projectRoot(), story), 'utf8')).toContain(id);
  });

  it('excuses only rows that no routed text can notice', () => {
    expect(Object.keys(ELSEWHERE).filter((id) => killers.get(id)!.length > 0)).toEqual([]);
    expect(Object.keys(NEVER_ASKS).filter((id) => asked.get(id)!.length > 0)).toEqual([]);
  });
});
