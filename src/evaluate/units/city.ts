import { Directory, type Place, type Profile, type Topic, type Unit } from '#jurisdiction';
import type { Letter } from './letter.js';

/** When a topic is given to the family that answered its letters. */
export interface OwnerChoice {
  /** Training letters of the topic, at least. */
  support: number;
  /** Share of them that the family answered, at least. A topic nobody clearly answers for has no unit here and is left out. */
  share: number;
}

/** Numbers of the topics judging found in each letter, by the letter's id. */
export type TopicsOf = (letter: Letter) => readonly number[];

/** The name without the district before it: A3区清溪镇人民政府 is 清溪镇. */
const TOWNSHIP = /((?:(?![市区县])\p{Script=Han}){1,4}(?:街道|镇|乡))(?:办事处|人民政府|政府)?$/u;
const BASIS = '由训练来信得出';

/**
 * A city made from its letters: families as units, each topic of the base profile given to the family that answered for it,
 * the townships that signed replies as places. What holds in any city (words, rules, levels, circumstances) is the base's.
 */
export function cityOf(
  letters: readonly Letter[],
  base: Profile,
  topicsOf: TopicsOf,
  choice: OwnerChoice,
): Directory {
  const { jurisdiction } = base;
  const { genericPublicity: _, ...roles } = jurisdiction.roles;
  const local = townshipFamily(letters);
  const townships = townshipNames(letters, local);
  const leading = base.units.filter(({ name }) => Object.values(roles).includes(name));
  const families = [...new Set(letters.map(({ family }) => family))];
  const profile: Profile = {
    ...base,
    jurisdiction: { ...jurisdiction, name: 'A市', shortNames: [], parents: [], neighbours: [] },
    units: [...leading.map((unit) => ({ ...unit, aliases: [] })), ...[...families, ...townships].map(unitOf)],
    places: townships.map(placeOf),
    topics: ownedTopics(letters, base.topics, topicsOf, choice).map((topic) =>
      topic.unit === local ? { ...topic, unit: '属地' } : topic,
    ),
    fields: [],
    bodies: [],
    namesakes: [],
    exceptions: [],
    portfolios: [],
    outlets: [],
    templates: [],
    roster: [],
    examples: [],
  };
  return new Directory(profile, 'letters');
}

function ownedTopics(
  letters: readonly Letter[],
  topics: readonly Topic[],
  topicsOf: TopicsOf,
  { support, share }: OwnerChoice,
): Topic[] {
  const answered = new Map<number, Map<string, number>>();
  for (const letter of letters)
    for (const no of topicsOf(letter)) {
      const families = answered.get(no) ?? new Map<string, number>();
      answered.set(no, families.set(letter.family, (families.get(letter.family) ?? 0) + 1));
    }
  return topics.flatMap((topic) => {
    const families = [...(answered.get(topic.no) ?? [])];
    const all = families.reduce((sum, [, n]) => sum + n, 0);
    const [owner] = families.toSorted((a, b) => b[1] - a[1]);
    if (!owner || all < support || owner[1] < share * all) return [];
    return [{ ...topic, unit: owner[0], assisting: [], field: null, dutyWords: {} }];
  });
}

/** The family whose replies are mostly signed by townships; null when there is none. */
export function townshipFamily(letters: readonly Letter[]): string | null {
  const counts = new Map<string, { all: number; township: number }>();
  for (const { family, unit } of letters) {
    const count = counts.get(family) ?? { all: 0, township: 0 };
    count.all += 1;
    if (TOWNSHIP.test(unit)) count.township += 1;
    counts.set(family, count);
  }
  const [best] = [...counts].toSorted((a, b) => b[1].township / b[1].all - a[1].township / a[1].all);
  return best && best[1].township * 2 > best[1].all ? best[0] : null;
}

const townshipNames = (letters: readonly Letter[], local: string | null): string[] => [
  ...new Set(
    letters.flatMap(({ family, unit }) => (family === local ? (TOWNSHIP.exec(unit)?.[1] ?? []) : [])),
  ),
];

const unitOf = (name: string): Unit => ({
  name,
  kind: '部门',
  aliases: [],
  vertical: false,
  superior: null,
  external: false,
  respondent: true,
  basis: BASIS,
});

const placeOf = (name: string, i: number): Place => ({
  code: `T${i + 1}`,
  name,
  kind: 'township',
  aliases: [],
  unit: name,
});
