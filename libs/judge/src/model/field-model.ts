import { rowsOf } from './collection.js';
import { Grams, loudness } from './features.js';
import { piecesOf } from './pieces.js';
import { pack, unpack, type Packed } from './pack.js';

export interface FieldScore {
  name: string;
  /** 0…1, how likely the label is beside all others; above 0.5 it is likelier than all others together. */
  score: number;
}

/** As `huiyin model export` writes it: weights in 8 bits, base64; buckets in 32 bits, lowest byte first. */
export interface FieldModelJson {
  format: 'huiyin-field-model/2';
  bits: number;
  labels: string[];
  none: boolean;
  sharpness: number;
  buckets: string;
  idf: Packed;
  /** One table a label, in the order of the buckets; with `none` a last one for what belongs to no label. */
  weights: (Packed & { bias: number })[];
}

/** What a model consists of; `weights` row by row, one number a side. */
export interface ModelTables {
  labels: readonly string[];
  /** Behind the labels stands one more side: texts of no label. */
  none: boolean;
  /** e to the power of this times the margin is how likely a side is beside the others. */
  sharpness: number;
  bits: number;
  buckets: Int32Array;
  idf: Float32Array;
  weights: Float32Array;
  biases: Float32Array;
}

/** Grams that are added together. */
const AT_ONCE = 4;

/** Which of some labels a text belongs to: one linear border a label over hashed signs (pipeline.md, "fields"). */
export class FieldModel {
  private readonly grams: Grams;
  private readonly rowOf: Int32Array;
  private readonly margins: Float64Array;
  private readonly scores: Float64Array;
  private readonly byName: Uint16Array;
  /** Labels, the likeliest first. */
  private readonly order: Uint16Array;
  /** Of the grams of the text read last. */
  private readonly starts: Int32Array;
  private readonly weights: Float64Array;
  private readonly width: number;

  constructor(private readonly tables: ModelTables) {
    this.grams = new Grams(tables.bits);
    this.rowOf = rowsOf(tables.buckets, tables.bits);
    this.width = tables.labels.length + Number(tables.none);
    this.margins = new Float64Array(this.width);
    this.scores = new Float64Array(this.width);
    const { labels } = tables;
    this.byName = Uint16Array.from(labels.keys()).sort((a, b) => (labels[a]! < labels[b]! ? -1 : 1));
    this.order = new Uint16Array(labels.length);
    this.starts = new Int32Array(this.grams.seen.length);
    this.weights = new Float64Array(this.grams.seen.length);
  }

  get labels(): readonly string[] {
    return this.tables.labels;
  }

  /** The labels that come up to `least` (0…1: all), the likeliest first, of equally likely ones the first by name. */
  classify(text: string, least = 0): FieldScore[] {
    this.score(text);
    const { labels, scores, byName, order } = this;
    let count = 0;
    for (const label of byName) {
      const score = scores[label]!;
      if (score < least) continue;
      let at = count++;
      for (; at > 0 && scores[order[at - 1]!]! < score; at--) order[at] = order[at - 1]!;
      order[at] = label;
    }
    const found: FieldScore[] = [];
    for (let i = 0; i < count; i++) found.push({ name: labels[order[i]!]!, score: scores[order[i]!]! });
    return found;
  }

  /** How likely each side is into `scores`. */
  private score(text: string): void {
    this.measure(text);
    const { margins, scores, width } = this;
    const { sharpness } = this.tables;
    let most = -Infinity;
    for (let side = 0; side < width; side++) if (margins[side]! > most) most = margins[side]!;
    let sum = 0;
    for (let side = 0; side < width; side++) {
      scores[side] = Math.exp((margins[side]! - most) * sharpness);
      sum += scores[side]!;
    }
    for (let side = 0; side < width; side++) scores[side] = Math.round((scores[side]! / sum) * 1e4) / 1e4;
  }

  /**
   * The pieces of a text that speak most for a label, as they stand in it, the weightiest first; none for a label the
   * model does not know.
   */
  explain(text: string, label: string, most = 3): string[] {
    const { labels, idf, weights } = this.tables;
    const column = labels.indexOf(label);
    if (column < 0) return [];
    this.grams.read(text);
    return piecesOf(text, this.grams, most, (bucket) => {
      const row = this.rowOf[bucket]!;
      if (row < 0) return 0;
      const count = this.grams.counts[bucket]!;
      return (idf[row]! * weights[row * this.width + column]! * loudness(count)) / count;
    });
  }

  /** Distances from the borders into `margins`. */
  private measure(text: string): void {
    const { margins, width } = this;
    const { biases } = this.tables;
    const { used, square } = this.weigh(text);
    margins.fill(0);
    let i = 0;
    for (; i + AT_ONCE <= used; i += AT_ONCE) this.addFour(i);
    for (; i < used; i++) this.addOne(i);
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let label = 0; label < width; label++) margins[label] = margins[label]! * scale + biases[label]!;
  }

  /** Where the weights of each known gram of a text begin, and what it weighs, into `starts` and `weights`. */
  private weigh(text: string): { used: number; square: number } {
    const { grams, rowOf, starts, weights, width } = this;
    const { idf } = this.tables;
    const found = grams.read(text);
    let used = 0;
    let square = 0;
    for (let i = 0; i < found; i++) {
      const bucket = grams.seen[i]!;
      const row = rowOf[bucket]!;
      if (row < 0) continue;
      const weight = loudness(grams.counts[bucket]!) * idf[row]!;
      square += weight * weight;
      starts[used] = row * width;
      weights[used++] = weight;
    }
    return { used, square };
  }

  /** Four grams at once, in their order: their rows are fetched together, and a margin is read and written once for all. */
  private addFour(i: number): void {
    const { margins, starts, weights, width } = this;
    const table = this.tables.weights;
    const a = starts[i]!;
    const b = starts[i + 1]!;
    const c = starts[i + 2]!;
    const d = starts[i + 3]!;
    const one = weights[i]!;
    const two = weights[i + 1]!;
    const three = weights[i + 2]!;
    const four = weights[i + 3]!;
    for (let label = 0; label < width; label++)
      margins[label] =
        margins[label]! +
        one * table[a + label]! +
        two * table[b + label]! +
        three * table[c + label]! +
        four * table[d + label]!;
  }

  private addOne(i: number): void {
    const { margins, starts, weights, width } = this;
    const table = this.tables.weights;
    const start = starts[i]!;
    for (let label = 0; label < width; label++) margins[label]! += weights[i]! * table[start + label]!;
  }

  toJSON(): FieldModelJson {
    const { labels, none, sharpness, bits, buckets, idf, weights, biases } = this.tables;
    return {
      format: 'huiyin-field-model/2',
      bits,
      labels: [...labels],
      none,
      sharpness,
      buckets: Buffer.from(buckets.buffer, buckets.byteOffset, buckets.byteLength).toString('base64'),
      idf: pack(idf),
      weights: Array.from(biases, (bias, side) => ({
        ...pack(idf.map((_, row) => weights[row * biases.length + side]!)),
        bias,
      })),
    };
  }

  /** @throws Error when it is no model of this format */
  static fromJSON(json: FieldModelJson): FieldModel {
    if (
      json?.format !== 'huiyin-field-model/2' ||
      json.labels.length + Number(json.none) !== json.weights.length
    )
      throw new Error('not a model made by "huiyin model export"');
    const bytes = Uint8Array.from(Buffer.from(json.buckets, 'base64'));
    const buckets = new Int32Array(bytes.buffer, 0, bytes.length >> 2);
    if (buckets.some((bucket) => bucket < 0 || bucket >> json.bits !== 0))
      throw new Error('the model is damaged: a gram lies outside its table');
    const width = json.weights.length;
    const weights = new Float32Array(buckets.length * width);
    json.weights.forEach((packed, side) =>
      unpack(packed, buckets.length).forEach((value, row) => (weights[row * width + side] = value)),
    );
    return new FieldModel({
      labels: json.labels,
      none: json.none,
      sharpness: json.sharpness,
      bits: json.bits,
      buckets,
      idf: unpack(json.idf, buckets.length),
      weights,
      biases: Float32Array.from(json.weights, ({ bias }) => bias),
    });
  }
}
