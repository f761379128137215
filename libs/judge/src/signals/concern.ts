import type { TopicHit } from '#incidents';
import type { WordSpot } from '#jurisdiction';
import { sentenceAt, wordsOf, type Reading } from '../text/reading.js';
import type { SignalFinding } from './types.js';

const SENTENCES = /[。！？!?；;\n]/u;
const PARTS = /[。！？!?；;，,\n]/u;
const ALSO = /^[”"）)\s]*(?:另外|同时|此外|还有|再就是|再说|顺便|另|也请|也希望|至于|再一个)/u;
/** The second of several points, each a matter of its own where the text says so or asks for help in it. */
const ENUMERATED = /^[”"）)\s]*(?:[二三23][、.．]|第[二三四]|其[二三四]|[二三四]是)/u;
const SEVERAL = /[两二三几](?:件事|个(?:问题|事|情况))/u;
const ASKED =
  /(?:请|希望|求|盼|恳请|要求|建议|呼吁|麻烦)[^，。；！？\n]{0,14}(?:解决|处理|修|补|换|拆|铺|整治|治理|管|查|清理|恢复|疏通|更换|安排|落实)|没人管|无人管|没人修|没人清|无人清/u;

/**
 * RT-05 (拆件): a public concern told beside an accusation: a clause without the accusation that names a
 * subject of government and states a damage, asks for help, or says that it is another matter. Null when the subject
 * only serves the accusation ("低保全给了亲戚").
 */
export function publicConcern(
  reading: Reading,
  accusation: readonly WordSpot[],
  topics: readonly TopicHit[],
): SignalFinding | null {
  const asked = new Set(topics.map(({ no }) => no));
  const named = reading.words.topics
    .filter(({ key }) => asked.has(key.topic.no))
    .flatMap((match) => match.spots);
  const harmed = [...reading.words.generalHarm, ...reading.words.harms].flatMap((match) => match.spots);
  const { full } = reading;
  let goesOn = false;
  const spots = parts(full).flatMap(([start, end]) => {
    const inside = ({ start: at }: WordSpot) => start <= at && at < end;
    const text = full.slice(start, end);
    const another =
      ALSO.test(text) || (goesOn && !SENTENCES.test(full[start - 1] ?? '')) || isPoint(full, start);
    goesOn = another;
    const words = named.filter(inside);
    if (words.length === 0 || accusation.some(inside)) return [];
    const damaged = harmed.some((spot) => inside(spot) && !OFFICES.test(spot.word));
    return another || ASKED.test(text) || damaged ? words : [];
  });
  return spots.length > 0 ? { signal: { kind: 'public_concern', words: wordsOf(spots) }, spots } : null;
}

const isPoint = (full: string, start: number): boolean =>
  ENUMERATED.test(full.slice(start, start + 6)) &&
  (SEVERAL.test(full) || ASKED.test(full.slice(start, sentenceAt(full, start)[1])));

/** Harm that is the misconduct itself. */
const OFFICES = /违法|违规|违纪|受贿|贪污|挪用|侵占|截留|公款|冒领|虚报/u;

function parts(text: string): [number, number][] {
  const ends = [...text.matchAll(new RegExp(PARTS.source, 'gu'))].map(
    (match) => match.index + match[0].length,
  );
  return [...ends, text.length].map((end, i) => [ends[i - 1] ?? 0, end]);
}
