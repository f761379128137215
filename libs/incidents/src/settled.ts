import type { Casualties, Claim, Judgement, SettledFacts } from './judgement.js';

/** What a person has settled; what is absent nobody has. */
export interface SettledByPerson {
  claim?: Claim;
  figures?: Partial<Casualties>;
}

/**
 * The judgement with what a person has settled on top, and what the items say beneath it, so that it can be taken back.
 * Levels stay: they fall by two persons only (OP-8).
 * @param settled null or empty: nothing is settled any more
 */
export function withSettled(judgement: Judgement, settled: SettledByPerson | null | undefined): Judgement {
  const { settled: before, ...rest } = judgement;
  const beneath = before?.beneath ?? { facts: judgement.facts, claim: judgement.claim };
  const told = { ...rest, ...beneath };
  if (!settled || (settled.claim === undefined && Object.keys(settled.figures ?? {}).length === 0))
    return told;
  const { claim, figures = {} } = settled;
  const kept: SettledFacts = { ...(claim !== undefined && { claim }), figures, beneath };
  return { ...told, facts: { ...told.facts, ...figures }, claim: claim ?? told.claim, settled: kept };
}
