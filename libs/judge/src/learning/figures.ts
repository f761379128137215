/** Accuracy and macro-F1 over the fields, each text judged by a model that has not seen it. */
export interface ModelScore {
  /** Texts judged. */
  n: number;
  accuracy: number;
  macroF1: number;
}

/** What a training came to, beside what held before it. */
export interface ModelFigures {
  /** By cross-validation on the examples of this training: trained without, and with, the city's corrections. */
  before: ModelScore | null;
  after: ModelScore | null;
  /** Of the active regression cases: right before, right after, and those that changed. */
  regression: { n: number; rightBefore: number; rightAfter: number; broken: number; mended: number } | null;
}
