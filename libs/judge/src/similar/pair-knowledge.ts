import type { PairText } from './pair-text.js';
import { Rarity } from './rarity.js';
import { Surroundings } from './surroundings.js';
import { Topicality } from './pair-topicality.js';

/** What pairs of texts teach without their labels. */
export interface PairKnowledge {
  rarity: Rarity;
  topicality: Topicality;
  surroundings: Surroundings;
}

export function learnPairs(pairs: readonly (readonly [PairText, PairText])[]): PairKnowledge {
  const rarity = new Rarity();
  const topicality = new Topicality();
  for (const [one, two] of pairs) {
    rarity.learn(one);
    rarity.learn(two);
    topicality.learn(one, two);
  }
  // A text that stands in several pairs is one text.
  const texts = new Set(pairs.flat().map(({ signs }) => signs));
  return { rarity, topicality, surroundings: new Surroundings(texts) };
}
