export interface LabelScore {
  /** Rows that carry the label. */
  n: number;
  precision: number;
  recall: number;
  f1: number;
}

export interface LabelScores {
  n: number;
  accuracy: number;
  /** Mean F1 over every label that stands in the rows or the answers. */
  macroF1: number;
  byLabel: Record<string, LabelScore>;
}

/** Counts answers against labels; 0 where nothing was asked. */
export function scoreLabels(answers: readonly { label: string; found: string }[]): LabelScores {
  const labels = [...new Set(answers.flatMap(({ label, found }) => [label, found]))].sort();
  const byLabel: Record<string, LabelScore> = {};
  for (const name of labels) {
    const n = answers.filter(({ label }) => label === name).length;
    const named = answers.filter(({ found }) => found === name).length;
    const right = answers.filter(({ label, found }) => label === name && found === name).length;
    byLabel[name] = {
      n,
      precision: named === 0 ? 0 : right / named,
      recall: n === 0 ? 0 : right / n,
      f1: (2 * right) / (n + named),
    };
  }
  const f1s = Object.values(byLabel).map(({ f1 }) => f1);
  const right = answers.filter(({ label, found }) => label === found).length;
  return {
    n: answers.length,
    accuracy: answers.length === 0 ? 0 : right / answers.length,
    macroF1: f1s.length === 0 ? 0 : f1s.reduce((sum, f1) => sum + f1, 0) / f1s.length,
    byLabel,
  };
}
