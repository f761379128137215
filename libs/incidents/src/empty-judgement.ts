import type { Judgement } from './judgement.js';

/** A judgement that has found nothing: for what was opened by hand, or could not be judged. */
export const emptyJudgement = (): Judgement => ({
  relevant: false,
  outOfJurisdiction: false,
  isMatter: true,
  fields: [],
  topics: [],
  places: [],
  bodies: [],
  signals: [],
  facts: { dead: null, injured: null, missing: null, trapped: null, atRisk: null },
  eventRule: null,
  tone: 'neutral',
  eventLevel: 'none',
  provisional: false,
  opinionLevel: '一般',
  opinionConfirmed: false,
  mustRespond: [],
  claim: 'none',
  flags: [],
  why: [],
});
