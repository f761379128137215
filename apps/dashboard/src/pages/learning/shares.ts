import type { StoodRow } from '../../../../api/src/contract/index.js';

/** `75%`; a dash where nothing was dispatched. */
export const shareWords = ({ stood, dispatched }: Pick<StoodRow, 'stood' | 'dispatched'>): string =>
  dispatched === 0 ? '—' : `${Math.round((stood / dispatched) * 100)}%`;

/** One sentence that answers the page's question. */
export function headline(view: { dispatched: number; stood: number; correctedBefore: number }): string {
  const { dispatched, stood, correctedBefore } = view;
  if (dispatched === 0) return '这段时间没有交办。';
  const wrong = dispatched - stood;
  const after = wrong === 0 ? '没有一件改派' : `${wrong} 件后来改派`;
  const before = correctedBefore > 0 ? `；另有 ${correctedBefore} 件的建议在交办前经人工更正` : '';
  return `首次交办 ${dispatched} 件，${after}，首派准确率 ${shareWords(view)}${before}。`;
}

/** Rows that went wrong at least once first; the others only fill the page. */
export const worstFirst = (rows: readonly StoodRow[]): StoodRow[] =>
  rows
    .filter(({ dispatched }) => dispatched > 0)
    .toSorted((a, b) => b.dispatched - b.stood - (a.dispatched - a.stood) || b.dispatched - a.dispatched);
