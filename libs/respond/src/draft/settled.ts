import type { FactKind } from '../entities/fact.entity.js';
import { factsIn } from '../facts/found.js';
import { sameValue, type Naming } from '../facts/normal.js';
import { sentencesOf } from './sentences.js';

/** A line of the facts table in which all departments say the same, or as it was decided. */
export interface SettledFact {
  kind: FactKind;
  label: string;
  value: string;
}

/** What a text says otherwise than the facts table. */
export interface Contradiction {
  label: string;
  said: string;
  settled: string;
  /** The passage. */
  words: string;
}

/** 无人员伤亡 speaks of all of them. */
const HURT = ['伤亡人数', '死亡人数', '重伤人数', '受伤人数'];
const NOBODY = '伤亡人数';

/**
 * Figures and the time of a text that stand otherwise in the facts table. Each sentence that gives another number counts; of
 * times a text may tell several, so it is enough that one of them is the one agreed on. Places are not compared: a text names
 * them in more than one way.
 */
export function contradictions(
  text: string,
  settled: readonly SettledFact[],
  naming: Naming,
): Contradiction[] {
  return settled.flatMap((fact) => {
    const told = mentionsOf(text, fact);
    const differing = told.filter(({ said }) => !sameValue(fact.kind, said, fact.value, naming));
    if (fact.kind === 'time' && differing.length < told.length) return [];
    const [first] = differing;
    return first ? [{ label: fact.label, said: first.said, settled: fact.value, words: first.words }] : [];
  });
}

interface Mention {
  said: string;
  words: string;
}

function mentionsOf(text: string, fact: SettledFact): Mention[] {
  if (fact.kind === 'place' || fact.kind === 'other') return [];
  return sentencesOf(text).flatMap(({ text: words }) => {
    const found = factsIn(words, []).filter(
      ({ kind, label }) =>
        kind === fact.kind && (label === fact.label || (label === NOBODY && HURT.includes(fact.label))),
    );
    const named = found.length > 0 ? found.map(({ value }) => value) : byLabel(words, fact);
    return named.map((said) => ({ said, words }));
  });
}

/** What a line counts, without the word that it is a count: 影响户数 → 影响. */
const COUNT = /(?:总|人|户)?(?:数量?|面积|金额|长度)$/u;
const MEASURED = /^\D*?[\d.]+\s*(?<unit>\D{1,4})$/u;

/** As it stands in a pattern. */
const literal = (words: string): string => words.replaceAll(/[$()*+.?[\\\]^{|}]/gu, '\\$&');

/** A line that departments wrote themselves: the same words and behind them a number with the same measure. */
function byLabel(words: string, { label, value, kind }: SettledFact): string[] {
  const stem = label.normalize('NFKC').replace(COUNT, '');
  const unit = MEASURED.exec(value.normalize('NFKC'))?.groups?.['unit']?.trim();
  if (kind === 'time' || stem.length < 2 || !unit) return [];
  const said = new RegExp(
    `${literal(stem)}[^\\d,;:。、]{0,6}?(?<said>(?:[约近超逾]|超过)?\\d+(?:\\.\\d+)?\\s*[余多]?\\s*${literal(unit)})`,
    'u',
  ).exec(words.normalize('NFKC'))?.groups?.['said'];
  return said ? [said] : [];
}
