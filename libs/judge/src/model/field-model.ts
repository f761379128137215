import { CharacterFeatures } from './features.js';
import { margin, trainSvm } from './svm.js';

export interface LabelledText {
  text: string;
  label: string;
}

export interface FieldScore {
  name: string;
  /** 0…1; above 0.5 the text lies on the field's side of the border. */
  score: number;
}

/** As `huiyin model export` writes it: weights in 8 bits a bucket, base64. */
export interface FieldModelJson {
  format: 'huiyin-field-model/1';
  bits: number;
  labels: string[];
  idf: { scale: number; values: string };
  weights: { scale: number; bias: number; values: string }[];
}

/** Which field a text belongs to: one linear SVM a field over hashed characters (pipeline.md, "fields"). */
export class FieldModel {
  private readonly features: CharacterFeatures;

  constructor(
    readonly labels: readonly string[],
    private readonly bits: number,
    private readonly idf: Float32Array,
    private readonly weights: readonly Float32Array[],
  ) {
    this.features = new CharacterFeatures(bits);
  }

  /** All fields, the likeliest first. */
  classify(text: string): FieldScore[] {
    const vector = this.features.vector(text, this.idf);
    return this.labels
      .map((name, i) => ({ name, score: squash(margin(this.weights[i]!, vector)) }))
      .sort((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1));
  }

  toJSON(): FieldModelJson {
    return {
      format: 'huiyin-field-model/1',
      bits: this.bits,
      labels: [...this.labels],
      idf: pack(this.idf),
      weights: this.weights.map((w) => ({ ...pack(w.subarray(0, -1)), bias: w[w.length - 1]! })),
    };
  }

  /** @throws Error when it is no model of this format */
  static fromJSON(json: FieldModelJson): FieldModel {
    if (json?.format !== 'huiyin-field-model/1' || json.labels.length !== json.weights.length)
      throw new Error('not a model made by "huiyin model export"');
    const size = 1 << json.bits;
    const weights = json.weights.map(({ scale, bias, values }) => {
      const whole = new Float32Array(size + 1);
      whole.set(unpack({ scale, values }, size));
      whole[size] = bias;
      return whole;
    });
    return new FieldModel(json.labels, json.bits, unpack(json.idf, size), weights);
  }
}

/**
 * Trains on labelled texts; deterministic. 250 short texts take about 0.2 s, 4,400 letters some seconds.
 * @throws Error with fewer than two labels
 */
export function trainFieldModel(rows: readonly LabelledText[]): FieldModel {
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  if (labels.length < 2) throw new Error('training needs examples of at least two fields');
  const bits = rows.length > 2000 ? 18 : 16;
  const features = new CharacterFeatures(bits);
  const idf = inverseFrequencies(rows, features);
  const vectors = rows.map(({ text }) => features.vector(text, idf));
  const weights = labels.map((label, i) =>
    trainSvm(vectors, (row) => rows[row]!.label === label, 1 << bits, {
      cost: 3,
      epochs: 12,
      tolerance: 0.05,
      seed: 20200729 + i,
    }),
  );
  return new FieldModel(labels, bits, idf, weights);
}

function inverseFrequencies(rows: readonly LabelledText[], features: CharacterFeatures): Float32Array {
  const seen = new Float32Array(1 << features.bits);
  for (const { text } of rows) for (const bucket of features.vector(text).buckets) seen[bucket]!++;
  return seen.map((count) => Math.log((rows.length + 1) / (count + 1)) + 1);
}

const squash = (distance: number) => Math.round((1 / (1 + Math.exp(-2.5 * distance))) * 1e4) / 1e4;

function pack(values: Float32Array): { scale: number; values: string } {
  const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127 || 1;
  const bytes = Int8Array.from(values, (value) => Math.round(value / scale));
  return { scale, values: Buffer.from(bytes.buffer).toString('base64') };
}

function unpack({ scale, values }: { scale: number; values: string }, size: number): Float32Array {
  const bytes = Buffer.from(values, 'base64');
  if (bytes.length !== size) throw new Error('the model is damaged: a table has the wrong length');
  return Float32Array.from(bytes, (byte) => ((byte << 24) >> 24) * scale);
}
