/** Filters of the list as they stand in the address; absent means any. */
export interface IncidentFilter {
  /** One state or several with commas between: `judged,awaiting_confirmation`. */
  state?: string;
  level?: string;
  /** 处置去向 */
  disposition?: string;
  unit?: string;
  place?: string;
  q?: string;
  rehearsal?: string;
  /** `include` shows imported history too. */
  historic?: string;
  late?: string;
  /** `true`: 待核定等级. */
  provisional?: string;
  /** `heat`: by level and heat in place of urgency. */
  sort?: string;
  /** `me`: my own list; `office`: 重点督办. */
  watched?: string;
}
export const filterNames = [
  'state',
  'level',
  'disposition',
  'unit',
  'place',
  'q',
  'rehearsal',
  'historic',
  'late',
  'provisional',
  'sort',
  'watched',
] as const;

/** Filters of an address; other parameters are passed over, of repeated ones the first counts. */
export function filterOf(query: Record<string, unknown>): IncidentFilter {
  const filter: IncidentFilter = {};
  for (const name of filterNames) {
    const given = query[name];
    const value: unknown = Array.isArray(given) ? given[0] : given;
    if (typeof value === 'string' && value !== '') filter[name] = value;
  }
  return filter;
}
