import type { Profile } from '#jurisdiction';
import { keywords, majority } from './baselines.js';
import { dealFolds, readLetters, type Letter } from './letter.js';
import { modelOf, rankingOf, topicsBy, type Choice, type Ranking } from './rank.js';

interface Spread {
  mean: number;
  /** Over the folds. */
  sd: number;
}
interface Accuracies {
  accuracy1: Spread;
  accuracy3: Spread;
}
export interface UnitScores extends Accuracies {
  n: number;
  families: number;
  folds: number;
  majority: Accuracies;
  keywords: Accuracies;
}

const EMPHASES = [1, 3];
const SUPPORTS = [3, 6];
const SHARES = [0.6, 0.75, 0.9];
const INNER_FOLDS = 3;

/**
 * Routes letters to the kind of unit that officially replied, in a city made from the other folds' letters only. What has to
 * be chosen is chosen inside those, so the letters that count have no say in anything.
 * @throws UsageError for rows that cannot be used
 */
export async function evaluateUnits(file: string, base: Profile, folds: number): Promise<UnitScores> {
  const letters = await readLetters(file);
  const fold = dealFolds(letters, folds);
  const topics = topicsBy(base);
  const scores: Record<'routed' | 'majority' | 'keywords', Hits[]> = {
    routed: [],
    majority: [],
    keywords: [],
  };
  for (let held = 0; held < folds; held += 1) {
    const training = letters.filter((_, i) => fold[i] !== held);
    const testing = letters.filter((_, i) => fold[i] === held);
    if (testing.length === 0) continue;
    const choice = chosen(training, base, topics);
    scores.routed.push(hits(rankingOf(training, base, topics, choice), testing));
    scores.majority.push(hits(majority(training), testing));
    scores.keywords.push(hits(keywords(training), testing));
  }
  const families = new Set(letters.map(({ family }) => family)).size;
  return {
    n: letters.length,
    families,
    folds,
    ...accuracies(scores.routed),
    majority: accuracies(scores.majority),
    keywords: accuracies(scores.keywords),
  };
}

/** The choice that routes the most training letters right when they are held out in turn. */
function chosen(training: readonly Letter[], base: Profile, topics: ReturnType<typeof topicsBy>): Choice {
  const fold = dealFolds(training, INNER_FOLDS);
  const tried = new Map<Choice, number>();
  const choices = EMPHASES.flatMap((emphasis) =>
    SUPPORTS.flatMap((support) => SHARES.map((share): Choice => ({ emphasis, support, share }))),
  );
  for (let held = 0; held < INNER_FOLDS; held += 1) {
    const [inside, outside] = [
      training.filter((_, i) => fold[i] !== held),
      training.filter((_, i) => fold[i] === held),
    ];
    for (const emphasis of EMPHASES) {
      const model = modelOf(inside, topics, emphasis);
      for (const choice of choices.filter((one) => one.emphasis === emphasis)) {
        const found = hits(rankingOf(inside, base, topics, choice, model), outside);
        tried.set(choice, (tried.get(choice) ?? 0) + found.first + found.third);
      }
    }
  }
  const [best] = [...tried].toSorted((a, b) => b[1] - a[1]);
  return best![0];
}

/** Shares of letters whose family came first, or among the first three. */
interface Hits {
  first: number;
  third: number;
}

function hits(ranking: Ranking, letters: readonly Letter[]): Hits {
  let first = 0;
  let third = 0;
  for (const letter of letters) {
    const place = ranking(letter).indexOf(letter.family);
    if (place === 0) first += 1;
    if (place >= 0 && place < 3) third += 1;
  }
  return { first: first / letters.length, third: third / letters.length };
}

const accuracies = (folds: readonly Hits[]): Accuracies => ({
  accuracy1: spread(folds.map(({ first }) => first)),
  accuracy3: spread(folds.map(({ third }) => third)),
});

function spread(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(square / Math.max(1, values.length - 1)) };
}
