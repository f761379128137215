import { collect, type Collection } from './collection.js';
import { FieldModel } from './field-model.js';
import { leaningOf, leant } from './leaning.js';
import { trainSvm } from './svm.js';

export interface LabelledText {
  text: string;
  /** null: belongs to none of the labels; teaches all of them what they are not. */
  label: string | null;
}

/** From so many texts on, a gram that stands in one alone teaches nothing, and how each leans can be told. */
const MANY = 2000;
/** How much of the border comes from the grams stretched by their leaning; the rest from the grams as they are. */
const LEANING_SHARE = 0.85;
/** How far the border of a rare label is moved in its favour, by the logarithm of how much rarer it is than the commonest. */
const RARE_FAVOUR = 0.12;
const PLAIN = { cost: 3, epochs: 12, tolerance: 0.05 };
const FIRM = { ...PLAIN, cost: 10 };
const SHARPNESS = 4;
const SEED = 20200729;

/**
 * Trains on labelled texts; deterministic. 4,400 letters with seven labels take some seconds.
 * @throws Error with fewer than two labels
 */
export function trainFieldModel(texts: readonly LabelledText[]): FieldModel {
  const labels = [...new Set(texts.flatMap(({ label }) => label ?? []))].sort();
  if (labels.length < 2) throw new Error('training needs examples of at least two fields');
  const many = texts.length > MANY;
  const bits = many ? 18 : 16;
  const collection = collect(
    texts.map(({ text }) => text),
    bits,
    many ? 2 : 1,
  );
  const sizes = labels.map((name) => texts.filter(({ label }) => label === name).length);
  const largest = Math.max(...sizes);
  const rows = collection.buckets.length;
  const weights = new Float32Array(rows * labels.length);
  const biases = new Float32Array(labels.length);
  labels.forEach((name, label) => {
    const positive = Uint8Array.from(texts, (text) => (text.label === name ? 1 : 0));
    const border = (many ? blendedBorder : plainBorder)(collection, positive, SEED + label);
    for (let row = 0; row < rows; row++) weights[row * labels.length + label] = border[row]!;
    biases[label] = border[rows]! + (many ? RARE_FAVOUR * Math.log(largest / sizes[label]!) : 0);
  });
  const { buckets, idf } = collection;
  return new FieldModel({ labels, none: false, sharpness: SHARPNESS, bits, buckets, idf, weights, biases });
}

/** The border between a label and the rest; its last place is the bias. */
type Border = (collection: Collection, positive: Uint8Array, seed: number) => Float32Array;

const plainBorder: Border = ({ vectors, buckets }, positive, seed) =>
  trainSvm(vectors, positive, buckets.length, { ...PLAIN, seed });

/** The grams as they are, and the grams stretched by their leaning, as one border. */
const blendedBorder: Border = ({ vectors, buckets }, positive, seed) => {
  const size = buckets.length;
  const plain = trainSvm(vectors, positive, size, { ...FIRM, seed });
  const leaning = leaningOf(vectors, positive, size);
  const stretched = trainSvm(
    vectors.map((vector) => leant(vector, leaning)),
    positive,
    size,
    { ...PLAIN, seed },
  );
  return plain.map(
    (weight, row) =>
      (1 - LEANING_SHARE) * weight + LEANING_SHARE * stretched[row]! * (row < size ? leaning[row]! : 1),
  );
};
