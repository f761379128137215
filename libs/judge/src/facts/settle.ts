import type { FigureBound, FigureSpeaker } from '#incidents';
import type { Mention } from './mentions.js';
import type { CountKind } from './verbs.js';

/** What the mentions of one kind come to. */
export interface Count {
  value: number;
  bound: FigureBound;
  by: FigureSpeaker | null;
  corrects: boolean;
  words: string[];
}

/** How far apart two figures of one sum may stand. */
const ONE_SUM = 30;
const TOLL_REACH = 24;
const INJURED: readonly CountKind[] = ['injured', 'severe', 'light'];

/**
 * A sentence that counts dead and injured together is the toll ("造成2人死亡，1人重伤"); injured told elsewhere are how
 * the toll came about ("三名伤者送医，两人不治"), unless told as the newest or as others.
 */
export function inTolls(mentions: readonly Mention[]): Mention[] {
  const dead = mentions.filter(({ kind, vague }) => kind === 'dead' && !vague);
  const tolls = mentions.filter(
    (mention) =>
      INJURED.includes(mention.kind) &&
      !mention.vague &&
      dead.some(({ start }) => Math.abs(start - mention.start) < TOLL_REACH),
  );
  if (tolls.length === 0) return [...mentions];
  const onlyInjured = tolls.every(({ kind }) => kind === 'injured');
  return mentions.filter(
    (mention) =>
      !INJURED.includes(mention.kind) ||
      mention.updated ||
      mention.further ||
      tolls.includes(mention) ||
      (mention.kind !== 'injured' && onlyInjured),
  );
}

/**
 * One count of several mentions: an office before a rumour, a number before "some", the last one told as the newest,
 * else the largest with those told as further ones; a part counts only where no whole is told.
 */
export function settle(mentions: readonly Mention[]): Count | null {
  const official = mentions.some(({ by }) => by === 'official');
  const heard = official ? mentions.filter(({ by }) => by !== 'hearsay') : mentions;
  const numbered = heard.some(({ vague }) => !vague) ? heard.filter(({ vague }) => !vague) : heard;
  const wholes = numbered.some(({ part }) => !part) ? numbered.filter(({ part }) => !part) : numbered;
  const newest = wholes
    .filter(({ updated }) => updated)
    .toSorted((a, b) => a.start - b.start)
    .at(-1);
  if (newest) return countOf(newest, newest.value);
  const sums = wholes.map((mention) => ({
    mention,
    value: mention.value + (mention.further ? toldBefore(mention, mentions) : 0),
  }));
  const most = sums.reduce<(typeof sums)[number] | null>(
    (best, sum) => (best && best.value >= sum.value ? best : sum),
    null,
  );
  return most && countOf(most.mention, most.value);
}

const countOf = ({ bound, by, corrects, word, vague, part }: Mention, value: number): Count => ({
  value,
  bound: (vague || part) && bound === 'exact' ? 'atLeast' : bound,
  by,
  corrects,
  words: [word],
});

/** The figure told just before, to which a further one is added ("九人死亡，另有一人抢救无效死亡"). */
function toldBefore(further: Mention, mentions: readonly Mention[]): number {
  const last = mentions.filter(({ start }) => start < further.start).toSorted((a, b) => b.start - a.start)[0];
  return last && further.start - last.start <= ONE_SUM ? last.value : 0;
}

/** All injured: as told, or those told apart by how badly, whichever is more. */
export function allInjured(told: Count | null, severe: Count | null, light: Count | null): Count | null {
  const parts = [severe, light].filter((part) => part !== null);
  const known = parts.filter(({ bound, value }) => !(bound === 'atLeast' && value === SOME));
  const counted = known.length > 0 ? known : parts;
  const sum = counted.reduce((total, { value }) => total + value, 0);
  if (parts.length === 0 || (told && told.value >= sum)) return told;
  const loose = parts.find(({ bound }) => bound !== 'exact');
  return {
    value: sum,
    bound: loose?.bound ?? 'exact',
    by: parts[0]!.by,
    corrects: parts.some(({ corrects }) => corrects),
    words: parts.flatMap(({ words }) => words),
  };
}
/** What 数人 and 几人 are read as. */
const SOME = 3;
