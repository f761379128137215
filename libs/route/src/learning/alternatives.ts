import type { Judgement, Routing } from '#incidents';
import type { Directory } from '#jurisdiction';
import type { DispatchCase } from './case.js';

/** Who else it could be, for rerouting with two clicks. */
export interface Alternative {
  respondents: string[];
  firstResponsible: string[];
  /** One Chinese sentence. */
  because: string;
}

const MOST = 5;

/**
 * Units a person may mean instead of the present respondents, the likeliest first: what people chose in matters of the
 * same topic, departments of the other topics in the text, departments that only assist. The townships stay first
 * responsible. Units that must not know of the matter never come up.
 */
export function alternatives(
  current: Routing,
  judgement: Judgement | null,
  earlier: readonly Pick<DispatchCase, 'judgement' | 'settled'>[],
  { directory, at, recused }: { directory: Directory; at: Date; recused: readonly string[] },
): Alternative[] {
  const townships = current.firstResponsible.filter((unit) => !current.respondents.includes(unit));
  const possible = (name: string): boolean => {
    const unit = directory.dutyHolder(name, at)?.unit;
    const usable = unit !== undefined && unit.name === name && unit.respondent && !unit.external;
    return usable && !recused.includes(name) && !townships.includes(name);
  };
  const alone = current.respondents.length === 1 ? current.respondents : [];
  const found = new Map<string, string>();
  const offer = (unit: string, because: string) => {
    if (possible(unit) && !alone.includes(unit) && !found.has(unit)) found.set(unit, because);
  };
  for (const [unit, count] of chosenBefore(judgement, earlier))
    offer(unit, `同类事项有 ${count} 件更正为该单位`);
  for (const topic of judgement?.topics ?? [])
    if (topic.unit) offer(topic.unit, `文中的主题“${topic.name}”由该单位主责`);
  for (const unit of current.respondents) offer(unit, '现为回应主体之一，由其单独回应');
  for (const unit of current.assisting) offer(unit, '现为协助单位');
  return [...found].slice(0, MOST).map(([unit, because]) => ({
    respondents: [unit],
    firstResponsible: [unit, ...townships],
    because,
  }));
}

/** Units people chose in corrected matters that share a topic, the most frequent first. */
function chosenBefore(
  judgement: Judgement | null,
  earlier: readonly Pick<DispatchCase, 'judgement' | 'settled'>[],
): [string, number][] {
  const topics = new Set((judgement?.topics ?? []).map(({ no }) => no));
  const counts = new Map<string, number>();
  for (const one of earlier)
    if (one.settled && one.judgement?.topics.some(({ no }) => topics.has(no)))
      for (const unit of one.settled.respondents) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
