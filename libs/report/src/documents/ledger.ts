import type { LedgerField } from '#jurisdiction';

/** One matter, each field as the text that stands in its cell. */
export type LedgerMatter = Record<Exclude<LedgerField, 'note'>, string>;

/** Excel takes a text that begins like a formula for one. */
const harmless = (text: string) => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text);

/** Heads and cells in the city's own columns; `note` is left for the pen. */
export const ledgerTable = (
  columns: readonly { head: string; field: LedgerField }[],
  matters: readonly LedgerMatter[],
): { heads: string[]; rows: string[][] } => ({
  heads: columns.map(({ head }) => head),
  rows: matters.map((matter) =>
    columns.map(({ field }) => (field === 'note' ? '' : harmless(matter[field]))),
  ),
});
