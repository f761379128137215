import type { Routing } from '#incidents';

/** Somebody here has to act: only such a matter gets duties and clocks. */
export const isDispatched = (routing: Pick<Routing, 'respondents'>): boolean =>
  routing.respondents.length > 0;
