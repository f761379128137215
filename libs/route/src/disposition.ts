import type { Disposition, Routing } from '#incidents';

/** Somebody here has to act: only such a matter gets duties and clocks. */
export const isDispatched = (routing: Pick<Routing, 'respondents'>): boolean =>
  routing.respondents.length > 0;

const ANSWERS: readonly Disposition[] = ['respond', 'reply'];
const OF_DISPATCHED: readonly Disposition[] = [...ANSWERS, 'hotline', 'watch'];

/**
 * The dispositions a person may choose for a dispatched matter (domain.zh.md (f)7): what must be answered
 * (mustRespond, 国办发〔2016〕61号) can only end with an answer, never by watching or by passing it on.
 */
export const allowedDispositions = (mustRespond: readonly string[]): readonly Disposition[] =>
  mustRespond.length > 0 ? ANSWERS : OF_DISPATCHED;
