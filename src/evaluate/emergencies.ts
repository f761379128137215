import { NUMBER, readNumber } from '#incidents';
import { judge } from '#judge';
import type { Directory } from '#jurisdiction';
import { readRows, stringOf, textOf } from '../lines.js';

/** An event as the rows of `emergencies/cec.jsonl` annotate it. */
interface Annotated {
  trigger?: unknown;
  polarity?: unknown;
  who?: unknown;
}

const DEAD = /死|亡|遇难|丧生|殒命|罹难|丧命/u;
const INJURED = /伤/u;

/**
 * `found`: share of reports judged an emergency of some kind. `casualties`: share, among the reports whose annotations
 * number the dead or the injured, in which every such figure is right: the dead the largest number annotated, the
 * injured the largest, or the sum where heavily and lightly injured are told apart.
 */
export async function evaluateEmergencies(
  file: string,
  directory: Directory,
  miss: (line: string) => void,
): Promise<{ found: number; casualties: number }> {
  const rows = await readRows(file);
  let found = 0;
  let counted = 0;
  let right = 0;
  rows.forEach((row, i) => {
    const judgement = judge(
      { id: String(i), title: stringOf(row['title']), text: stringOf(row['text']) },
      directory,
    );
    const name = `row ${i + 1} ${textOf(row).slice(0, 30)}`;
    if (judgement.eventRule) found++;
    else miss(`${name}: no emergency found`);
    const gold = annotatedFigures(row['events']);
    if (!gold.dead && !gold.injured) return;
    counted++;
    const { dead, injured } = judgement.facts;
    const deadRight = !gold.dead || dead === Math.max(...gold.dead);
    const injuredRight =
      !gold.injured || [Math.max(...gold.injured), sum(gold.injured), gold.injuredTogether].includes(injured);
    if (deadRight && injuredRight) right++;
    else miss(`${name}: annotated ${JSON.stringify(gold)}, found ${JSON.stringify({ dead, injured })}`);
  });
  return { found: found / rows.length, casualties: counted === 0 ? 0 : right / counted };
}

/** Numbers annotated of one report; null when there are none. */
interface Annotation {
  dead: number[] | null;
  injured: number[] | null;
  /** Those told apart by how badly, together: 两人受重伤 and 两人受轻伤 are four. */
  injuredTogether: number | null;
}

/** Numbers annotated beside words of death and of injury. */
export function annotatedFigures(events: unknown): Annotation {
  const dead = new Set<number>();
  const injured = new Set<number>();
  const badly = { heavy: 0, light: 0 };
  for (const { trigger, polarity, who } of Array.isArray(events) ? (events as Annotated[]) : []) {
    if (polarity || !Array.isArray(who)) continue;
    const word = stringOf(trigger);
    const target = DEAD.test(word) ? dead : INJURED.test(word) ? injured : null;
    for (const one of who) {
      const number = peopleIn(stringOf(one));
      if (!target || number === null) continue;
      target.add(number);
      const grade = /轻/u.test(word) ? 'light' : /重/u.test(word) ? 'heavy' : null;
      if (grade && target === injured) badly[grade] = Math.max(badly[grade], number);
    }
  }
  return {
    dead: dead.size > 0 ? [...dead] : null,
    injured: injured.size > 0 ? [...injured] : null,
    injuredTogether: badly.heavy && badly.light ? badly.heavy + badly.light : null,
  };
}

const WHOLE = /(?:在内|其中)的?/u;
const PEOPLE = new RegExp(`^(?:另有|另外)?(${NUMBER})(?:人|名|个|位|男子|女子|死|$)`, 'u');

/** `6人` → 6, `十二名工人` → 12, `至少42人` → 42, `包括4名军人在内的31人` → 31; null for no number of people (`32岁的女性`). */
function peopleIn(text: string): number | null {
  const written = PEOPLE.exec(text.split(WHOLE).at(-1)!)?.[1];
  return written && !/^[数几]/u.test(written) ? readNumber(written) : null;
}

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
