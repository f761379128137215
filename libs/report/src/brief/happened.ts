import { lettersOf } from '../text/sentences.js';
import { coverage, likeness, middle } from '../text/vectors.js';
import type { BriefInput } from './input.js';
import type { Told } from './told.js';
import type { Cited, ClaimGroup, Standing } from './types.js';

/** Sentences told at most, and how unlike they must be. */
const MOST = 6;
const SAME = 0.55;
/** How much of a sentence stands in a claim that is the same. */
const SAME_CLAIM = 0.6;
/** Items that say the same, named with a sentence. */
const CITED = 8;

const NUMBER =
  /\d|[一二两三四五六七八九十百千万]+(?:人|天|户|小时|分|点|日|月|年|元|吨|亩|次|名|辆|米|公里)/u;
const WHEN = /\d{1,2}[月日号点时]|今[天早晨晚日]|昨[天晚日]|凌晨|上午|下午|晚上|近日|目前/u;
const FEELING = /谢谢|感谢|辛苦|点赞|无语|气愤|寒心|呜呜|哈哈|太[^，。]{1,4}了|您好|你好|尊敬/u;
const FORM = /联系(?:人|电话|方式)|特此|此致|敬礼|如下|附件|转载|编辑|责编|记者证|来源[：:]/u;

/**
 * What happened, in sentences of the items themselves: those nearest to what all items say, each telling something the
 * others do not. What an authority has refuted is left out; it stands among the claims.
 */
export function happenedIn(told: readonly Told[], input: BriefInput, claims: readonly ClaimGroup[]): Cited[] {
  const refuted = claims.filter(({ status }) => status === 'refuted');
  const isRefuted = ({ text, doubted, item }: Told) =>
    doubted &&
    refuted.some((claim) => claim.itemIds.includes(item.id) && coverage(text, claim.text) >= SAME_CLAIM);
  const usable = told.filter(
    (one) =>
      one.item.claim !== 'refuted' &&
      one.item.claim !== 'denied_by_party' &&
      !one.item.own &&
      !isRefuted(one),
  );
  if (usable.length === 0) return [];
  const centre = middle(usable.map(({ vector }) => vector));
  const words = input.incident.places.flatMap(({ name, words: found }) => [name, ...found]);
  const ranked = usable
    .map((one) => ({ one, score: likeness(one.vector, centre) + worth(one, words, input.incident.title) }))
    .toSorted(
      (a, b) => b.score - a.score || (a.one.item.at < b.one.item.at ? -1 : 1) || a.one.index - b.one.index,
    );
  const chosen: Told[] = [];
  for (const { one } of ranked) {
    if (chosen.length >= MOST) break;
    if (chosen.every((other) => likeness(one.vector, other.vector) < SAME)) chosen.push(one);
  }
  return chosen.map((one) => cite(one, usable)).toSorted(byStandingOf);
}

/** What is established first, hearsay last; else the better one first. */
const ORDER: Standing[] = ['verified', 'reported', 'rumour'];
const byStandingOf = (a: Cited, b: Cited): number =>
  ORDER.indexOf(a.standing ?? 'reported') - ORDER.indexOf(b.standing ?? 'reported');

function worth({ text, item, index }: Told, places: readonly string[], title: string): number {
  const length = lettersOf(text).length;
  return (
    (places.some((word) => word && text.includes(word)) ? 0.12 : 0) +
    (NUMBER.test(text) ? 0.06 : 0) +
    (WHEN.test(text) ? 0.04 : 0) +
    (item.source.tier === 'self' ? 0 : 0.04) +
    (text === title ? 0.05 : 0) -
    (index > 4 ? 0.04 : 0) -
    (length < 10 ? 0.15 : 0) -
    (length > 70 ? 0.06 : 0) -
    (FEELING.test(text) ? 0.15 : 0) -
    (FORM.test(text) ? 0.25 : 0)
  );
}

/** The sentence with the items that say as much. It is hearsay only where nobody says it without doubt. */
function cite(one: Told, all: readonly Told[]): Cited {
  const alike = all.filter((other) => other === one || likeness(one.vector, other.vector) >= SAME);
  return {
    text: one.text,
    itemIds: [...new Set([one, ...alike].map(({ item }) => item.id))].slice(0, CITED),
    standing: standingOf(one, alike),
  };
}

function standingOf(one: Told, alike: readonly Told[]): Standing {
  if (alike.some(({ item, doubted }) => !doubted && isEstablished(item))) return 'verified';
  return one.doubted && alike.every(({ doubted }) => doubted) ? 'rumour' : 'reported';
}

/** A text of an editor that says the authorities have confirmed it; anybody else can write that. */
export const isEstablished = (item: Told['item']): boolean =>
  item.claim === 'verified' && item.source.tier !== 'self';
