import type { PublicFilter, PublicHead } from '#respond';

/** What a page of the list is made from. */
export interface ListView {
  filter: PublicFilter;
  page: number;
  pages: number;
  total: number;
  items: PublicHead[];
  /** What one may choose from. */
  choices: { fields: readonly string[]; places: readonly string[]; years: readonly number[] };
  /** Where practice texts stand, while there are some. */
  drill: string | null;
}
