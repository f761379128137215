import type { Place } from '#jurisdiction';

/** What is known of one mention of a place of ours. */
export interface Mention {
  place: Place;
  /** With its suffix (兑镇镇, 偏城村), as people say it (兑镇), or bare (高阳 beside 卫生院). */
  form: 'name' | 'alias' | 'base';
  /** The source is of this city. */
  local: boolean;
  /** The city or one of its townships by its full name stands in the text. */
  company: boolean;
  /** The place's own township does. */
  township: boolean;
  /** Names of places elsewhere that bear the name. */
  shared: number;
  /** The text speaks of a place elsewhere too. */
  elsewhere: boolean;
  /** It could be this or that. */
  open: boolean;
}

const FORM = { name: 0.9, alias: 0.85, base: 0.75 };
const CERTAINTY = { sure: 1, likely: 0.9, doubtful: 0.7 };
/** What is left open is never surer than this. */
const OPEN = 0.5;

/**
 * How sure a mention stands for the place, 0…1. Begins with how it is written; company and a source of the city raise it, namesakes
 * and places elsewhere lower it. The figures order mentions; none of them decides what is ours.
 */
export function confidenceOf(mention: Mention): number {
  const { place, local, company, township, shared, elsewhere, open } = mention;
  let value = FORM[mention.form];
  if (company) value += 0.08;
  if (township) value += 0.05;
  if (!local && !company) value -= 0.15;
  if (shared > 0 && !company && !township) value -= 0.1;
  if (place.common && !company && !township) value -= 0.1;
  if (elsewhere) value -= 0.1;
  value *= CERTAINTY[place.certainty ?? 'sure'];
  return Math.round(Math.min(open ? Math.min(value, OPEN) : value, 0.99) * 100) / 100;
}
