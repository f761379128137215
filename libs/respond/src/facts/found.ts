import { NUMBER } from '#incidents';
import type { FactKind } from '../entities/fact.entity.js';

/** A fact that a text states, as it is written there. */
export interface FoundFact {
  kind: FactKind;
  label: string;
  value: string;
}

const PEOPLE: [label: string, words: string][] = [
  ['死亡人数', '死亡|遇难|身亡|丧生'],
  ['重伤人数', '重伤|伤势较重|危重'],
  ['受伤人数', '受伤|轻伤|负伤|受轻伤'],
  ['失联人数', '失联|失踪|下落不明'],
  ['被困人数', '被困|受困|被埋'],
  ['中毒人数', '中毒|身体不适|就诊'],
  ['疏散转移人数', '疏散|转移|撤离'],
];
/** Nothing that ends the clause may stand between a number and what it counts. */
const GAP = '[^，。；、：！？\\d]{0,8}?';

const MONEY = new RegExp(
  `(?:直接经济损失|经济损失|损失)[^，。；\\d]{0,6}?((?:约|近)?[\\d.]+\\s*(?:亿|千万|百万|万)?元)`,
  'u',
);
const TIME =
  /(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上?|夜间|深夜)?\s*\d{1,2}(?:时|点|[:：]\d{2})(?:\d{1,2}分|半)?许?/u;

function people(text: string): FoundFact[] {
  return PEOPLE.flatMap(([label, words]) => {
    const before = new RegExp(`(${NUMBER})\\s*(?:名|人|位)${GAP}(?:${words})`, 'u').exec(text);
    const after = new RegExp(
      `(?:${words})(?:人数|人员)?(?:为|共|达|：|:)?\\s*(${NUMBER})\\s*(?:名|人|位)`,
      'u',
    ).exec(text);
    const written = (before ?? after)?.[1];
    return written ? [{ kind: 'people' as const, label, value: `${written}人` }] : [];
  });
}

/**
 * Figures, the time and places that a text states, each once, for the facts table: proposals that departments confirm,
 * correct or strike out.
 * @param places names of the places the matter is about
 */
export function factsIn(text: string, places: readonly string[]): FoundFact[] {
  const found = people(text);
  if (found.length === 0 && /(?:无|未造成|没有造成|未发生)人员伤亡/u.test(text))
    found.push({ kind: 'people', label: '伤亡人数', value: '0人' });
  const money = MONEY.exec(text);
  if (money) found.push({ kind: 'money', label: '经济损失', value: money[1]! });
  const time = TIME.exec(text);
  if (time) found.push({ kind: 'time', label: '事发时间', value: time[0] });
  const place = places.find((name) => text.includes(name));
  if (place) found.push({ kind: 'place', label: '事发地点', value: place });
  return found;
}
