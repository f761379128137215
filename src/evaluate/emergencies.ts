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
const DIGITS = '零一二三四五六七八九';

/**
 * `found`: share of reports judged an emergency of some kind. `casualties`: share, among the reports whose annotations
 * number the dead or the injured, in which every such figure is right: the dead the largest number annotated, the
 * injured the largest or the sum (heavily and lightly injured are often told apart).
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
      !gold.injured || injured === Math.max(...gold.injured) || injured === sum(gold.injured);
    if (deadRight && injuredRight) right++;
    else miss(`${name}: annotated ${JSON.stringify(gold)}, found ${JSON.stringify({ dead, injured })}`);
  });
  return { found: found / rows.length, casualties: counted === 0 ? 0 : right / counted };
}

/** Numbers annotated beside words of death and of injury; null when there are none. */
export function annotatedFigures(events: unknown): { dead: number[] | null; injured: number[] | null } {
  const dead = new Set<number>();
  const injured = new Set<number>();
  for (const { trigger, polarity, who } of Array.isArray(events) ? (events as Annotated[]) : []) {
    if (polarity || !Array.isArray(who)) continue;
    const target = DEAD.test(stringOf(trigger)) ? dead : INJURED.test(stringOf(trigger)) ? injured : null;
    for (const one of who) {
      const number = leadingNumber(stringOf(one));
      if (target && number !== null) target.add(number);
    }
  }
  return { dead: dead.size > 0 ? [...dead] : null, injured: injured.size > 0 ? [...injured] : null };
}

/** `6人` → 6, `十二名工人` → 12, `一` → 1; null when it starts with no number of people. */
function leadingNumber(text: string): number | null {
  const digits = /^(\d+)(人|名|个|位)?/.exec(text);
  if (digits) return Number(digits[1]);
  const words = /^([一二两三四五六七八九十百]+)(人|名|个|位|$)/u.exec(text);
  return words ? chineseNumber(words[1]!.replace('两', '二')) : null;
}

function chineseNumber(text: string): number {
  let total = 0;
  let digit = 0;
  for (const sign of text) {
    const unit = { 十: 10, 百: 100 }[sign];
    if (unit) {
      total += (digit || 1) * unit;
      digit = 0;
    } else digit = DIGITS.indexOf(sign);
  }
  return total + digit;
}

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
