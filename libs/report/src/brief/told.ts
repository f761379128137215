import { askingIn } from '../questions/asking.js';
import { sentencesOf } from '../text/sentences.js';
import { featuresOf, Weights, type Vector } from '../text/vectors.js';
import type { BriefItem } from './input.js';

/** A sentence that tells something, where it stands and how it is told. */
export interface Told {
  text: string;
  item: BriefItem;
  /** Place within the item. */
  index: number;
  /** Told as hearsay, or in an item that is. */
  doubted: boolean;
  vector: Vector;
}

const HEARSAY =
  /网传|据传|听说|据说|听[^，。]{0,4}说|传言|传闻|谣传|有人(?:说|称|爆料)|群里(?:说|传|发)|朋友圈|爆料|未经证实|未证实|未核实|不知真假|真的假的|是真的吗|小道消息|疑似|恐有|好像|可能有|都在传|据网友|似乎|估计|怀疑/u;

export const isHearsay = (sentence: string): boolean => HEARSAY.test(sentence);

/** Sentences of one long text that are read; the matter stands in its beginning. */
const PER_ITEM = 30;

/**
 * Every sentence of the items that tells something; copies tell nothing of their own.
 * @param items oldest first
 */
export function toldIn(items: readonly BriefItem[]): Told[] {
  const known = new Set(items.map(({ id }) => id));
  const found = items
    .filter(({ duplicateOf }) => duplicateOf === null || !known.has(duplicateOf))
    .flatMap((item) =>
      sentencesOf(item)
        .slice(0, PER_ITEM)
        .flatMap((text, index) =>
          askingIn(text) ? [] : [{ text, item, index, features: featuresOf(text) }],
        ),
    );
  const weights = new Weights(found.map(({ features }) => features));
  return found.map(({ features, ...rest }) => ({
    ...rest,
    doubted: isHearsay(rest.text) || rest.item.claim === 'unverified',
    vector: weights.vector(features),
  }));
}
