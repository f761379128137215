import type { QuestionGroup } from '../brief/types.js';
import { groupAlike } from '../text/grouping.js';
import { lettersOf, sentencesOf } from '../text/sentences.js';
import { coverage, featuresOf, likeness, middle, Weights, type Vector } from '../text/vectors.js';
import { askingIn, matterOf, type Asking } from './asking.js';

/** An item as far as its questions go. */
export interface AskingItem {
  id: string;
  title: string;
  text: string;
  /** ISO 8601; when it was published, else found. */
  at: string;
  /** The item it repeats; a copy asks nothing of its own. */
  duplicateOf: string | null;
}

interface Found extends Asking {
  item: AskingItem;
  /** Asks for nothing but that something be done: 请尽快处理. */
  plain: boolean;
  /** Order in which it was asked. */
  place: number;
  vector: Vector;
}

/** Least likeness to the middle of a group. Found on invented matters and real letters; see the tests. */
const NEAR = 0.34;
/** Of one item at most so many: a list of twenty questions is one voice. */
const PER_ITEM = 8;
/** A demand with fewer letters of its own says nothing of the matter. */
const LEAST = 3;
/** Groups told; the rest are single voices. */
const SHOWN = 12;

/**
 * What the public asks and demands in these items, told together where the words are alike. Groups with more independent
 * voices first; a repost raises no voice. Pure: the same items give the same groups.
 * @param items in any order
 */
export function questionsOf(items: readonly AskingItem[], shown = SHOWN): QuestionGroup[] {
  const inOrder = items.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1));
  const known = new Set(inOrder.map(({ id }) => id));
  // A copy whose original is not among these is the only one to ask here.
  const originals = inOrder.filter(({ duplicateOf }) => duplicateOf === null || !known.has(duplicateOf));
  const copies = copiesOf(inOrder);
  const found = askedIn(originals);
  const telling = found.filter(({ plain }) => !plain);
  const plain = found.filter((one) => one.plain);
  const groups = groupAlike(
    telling.map(({ vector }) => vector),
    NEAR,
  ).map((members) => members.map((index) => telling[index] as Found));
  const joined = joinCovered(groups.map((members) => members.toSorted(byPlace)));
  // That something be done at all is asked for everywhere; it comes last.
  const rest = plain.length > 0 ? [toGroup(plain, copies)] : [];
  const told = joined.map((members) => toGroup(members, copies)).toSorted(bySupport);
  return [...told.slice(0, shown - rest.length), ...rest];
}

/** Order in which they were asked. */
const byPlace = (a: Found, b: Found): number => a.place - b.place;

/** How much of a smaller group's words a larger one must hold to be the same question at greater length. */
const COVERED = 0.62;
/** Fewer letters than these are covered by chance. */
const LEAST_COVERED = 5;

/**
 * A short question and the same with the name of the matter in it are alike in their words, not in their length: the one
 * stands within the other. Only what is asked in the same way joins.
 * @param groups the largest first
 */
function joinCovered(groups: readonly Found[][]): Found[][] {
  const kept: { members: Found[]; words: string; kind: Asking['kind'] }[] = [];
  for (const members of groups) {
    const { asks, text, kind } = plainest(members);
    const own = lettersOf(matterOf(text));
    const into = kept.find(
      (group) =>
        own.length >= LEAST_COVERED &&
        group.kind === kind &&
        group.members.some((other) => other.asks.some((way) => asks.includes(way))) &&
        coverage(own, group.words) >= COVERED,
    );
    const words = members.map((one) => lettersOf(matterOf(one.text))).join('；');
    if (!into) kept.push({ members: [...members], words, kind });
    else {
      into.members.push(...members);
      into.words += `；${words}`;
    }
  }
  return kept.map(({ members }) => members.toSorted(byPlace));
}

const bySupport = (a: QuestionGroup, b: QuestionGroup): number =>
  b.independent - a.independent ||
  b.itemIds.length - a.itemIds.length ||
  (a.kind === b.kind ? 0 : a.kind === 'question' ? -1 : 1) ||
  (a.lastAt < b.lastAt ? 1 : a.lastAt > b.lastAt ? -1 : a.question < b.question ? -1 : 1);

function copiesOf(items: readonly AskingItem[]): Map<string, AskingItem[]> {
  const copies = new Map<string, AskingItem[]>();
  for (const item of items)
    if (item.duplicateOf) copies.set(item.duplicateOf, [...(copies.get(item.duplicateOf) ?? []), item]);
  return copies;
}

function askedIn(items: readonly AskingItem[]): Found[] {
  const asked = items.flatMap((item) =>
    sentencesOf(item)
      .flatMap((sentence) => askingIn(sentence) ?? [])
      .slice(0, PER_ITEM)
      .map((asking) => {
        const matter = matterOf(asking.text);
        const plain = asking.kind === 'demand' && lettersOf(matter).length < LEAST;
        return { ...asking, item, plain, features: featuresOf(matter, asking.asks) };
      }),
  );
  const weights = new Weights(asked.map(({ features }) => features));
  return asked.map(({ features, ...rest }, place) => ({ ...rest, place, vector: weights.vector(features) }));
}

function toGroup(members: readonly Found[], copies: ReadonlyMap<string, AskingItem[]>): QuestionGroup {
  const voices = [...new Map(members.map(({ item }) => [item.id, item])).values()];
  const told = voices.flatMap((item) => [item, ...(copies.get(item.id) ?? [])]);
  const best = plainest(members);
  return {
    question: best.text,
    kind:
      members.filter(({ kind }) => kind === 'question').length * 2 >= members.length ? 'question' : 'demand',
    independent: voices.length,
    lastAt: told.reduce((last, { at }) => (at > last ? at : last), ''),
    itemIds: told.map(({ id }) => id),
    wordings: [...new Set(members.map(({ text }) => text))].slice(0, 20),
  };
}

/** The one nearest to the middle; of several alike the shorter. */
function plainest(members: readonly Found[]): Found {
  const centre = middle(members.map(({ vector }) => vector));
  const score = ({ vector, text }: Found) => likeness(vector, centre) - Math.max(0, text.length - 20) * 0.004;
  return members.reduce((best, one) => (score(one) > score(best) + 1e-9 ? one : best));
}
