import type { SplitDraft, SplitRequest } from '../../../../api/src/contract/index.js';

/** Which pieces go out, by `item:number`. */
export const proposed = (draft: SplitDraft): Set<string> =>
  new Set(
    draft.items.flatMap(({ itemId, pieces }) =>
      pieces.filter(({ goesOut }) => goesOut).map(({ no }) => pieceKey(itemId, no)),
    ),
  );

export const pieceKey = (itemId: string, no: number): string => `${itemId}:${no}`;

export function splitRequest(
  draft: SplitDraft,
  out: ReadonlySet<string>,
  title: string,
  reason: string,
): SplitRequest {
  const kept = draft.items
    .map(({ itemId, pieces }) => ({
      itemId,
      pieces: pieces.map(({ no }) => no).filter((no) => out.has(pieceKey(itemId, no))),
    }))
    .filter(({ pieces }) => pieces.length > 0);
  return { version: draft.version, title: title.trim(), kept, reason: reason.trim() || null };
}
