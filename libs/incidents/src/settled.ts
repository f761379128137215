import type { Judgement, SettledFacts } from './judgement.js';

/**
 * The judgement with what a person has settled on top. Levels stay: they follow from what is told, and fall by two
 * persons only (OP-8).
 */
export function withSettled(judgement: Judgement, settled: SettledFacts | undefined): Judgement {
  if (!settled) return judgement;
  return {
    ...judgement,
    facts: { ...judgement.facts, ...settled.figures },
    claim: settled.claim ?? judgement.claim,
    settled,
  };
}
