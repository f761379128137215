import type { LinkedMatter } from './recusal.js';
import type { IncidentState } from './states.js';

/*
 * 归并、拆分、移动信息, each with its effect before and an undo after; what judging proposes (归并建议).
 *   GET  /api/v1/incidents/:id/groupings              → GroupingsView      (right incidents.read)
 *   POST /api/v1/incidents/:id/merge/preview          MergeIncidents  → MergePreview    (right routing.decide, as all below)
 *   POST /api/v1/incidents/:id/merge                  MergeIncidents  → RegroupedView
 *   POST /api/v1/incidents/:id/move-items/preview     MoveItems       → MovePreview   (`into` null: a new incident)
 *   POST /api/v1/incidents/:id/move-items             MoveItems       → RegroupedView
 *   POST /api/v1/regroupings/:id/undo/preview         UndoRegrouping  → UndoPreview
 *   POST /api/v1/regroupings/:id/undo                 UndoRegrouping  → RegroupedView
 *   GET  /api/v1/groupings?state=&cursor=&limit=      → Page<ProposalView>
 *   GET  /api/v1/groupings/count                      → ProposalCount
 *   POST /api/v1/groupings/:id/accept                 AcceptGrouping  → RegroupedView
 *   POST /api/v1/groupings/:id/decline                → ProposalCount
 */

export interface MergeIncidents {
  version: number;
  otherId: string;
  otherVersion: number;
  /** Which keeps its number; null: the one further along, else the older. */
  stays: 'this' | 'other' | null;
  /** Whose routing holds, where persons have corrected both; else null. */
  routing: 'into' | 'from' | 'both' | null;
  reason: string;
}

export interface MoveItems {
  version: number;
  itemIds: string[];
  into: { id: string; version: number } | null;
  reason: string;
}

export interface UndoRegrouping {
  /** Of the items that joined since a merge: those that belong to the incident that comes back. */
  back: string[];
  reason: string;
}

export interface MatterEffectView {
  id: string;
  number: string;
  title: string;
  /** Null for one that did not exist. */
  stateBefore: IncidentState | null;
  stateAfter: IncidentState | null;
  itemsBefore: number;
  itemsAfter: number;
  /** What else changes of it, as Chinese sentences. */
  changes: string[];
}

export interface RegroupEffectView {
  matters: MatterEffectView[];
  /** What units will notice. */
  units: string[];
  /** What moves on the clocks. */
  times: string[];
}

export interface MergePreview extends RegroupEffectView {
  /** Id of the incident that keeps its number. */
  stays: string;
}

/** An item by what people know it by. */
export interface RegroupedItem {
  id: string;
  title: string;
  source: string;
  at: string;
}

export interface MovePreview extends RegroupEffectView {
  /** Copies of what was chosen, which go along with it. */
  along: RegroupedItem[];
}

export interface UndoPreview extends RegroupEffectView {
  /** Items that joined since; they stay unless chosen. */
  since: RegroupedItem[];
}

export interface RegroupedView {
  regroupingId: string;
  /** Where the items are now. */
  incidentId: string;
  number: string;
  effect: RegroupEffectView;
}

/** One version of the grouping. */
export interface RegroupingView {
  id: string;
  kind: 'merge' | 'split' | 'move' | 'undo';
  /** Null where the caller may not know of it. */
  from: LinkedMatter | null;
  into: LinkedMatter | null;
  items: number;
  reason: string;
  by: string;
  at: string;
  undoneBy: string | null;
  undoneAt: string | null;
  /** It can be taken back now. */
  undoable: boolean;
  /** Why not; null where it can be, or is itself an undo. */
  because: string | null;
}

export interface GroupingsView {
  /** The incident this one went into; null also where the caller may not know of it. */
  mergedInto: LinkedMatter | null;
  merged: boolean;
  records: RegroupingView[];
  proposals: ProposalView[];
}

export interface ProposedMatterView extends LinkedMatter {
  opinionLevel: string;
  itemCount: number;
  discoveredAt: string;
  version: number;
}

export interface ProposalView {
  id: string;
  /** `attach`: a new text may belong to another incident; `merge`: two may be one; `split`: one may be two. */
  kind: 'attach' | 'merge' | 'split';
  state: 'open' | 'accepted' | 'declined' | 'expired';
  /** 0…1 */
  similarity: number;
  reasons: string[];
  from: ProposedMatterView;
  into: ProposedMatterView | null;
  /** Of a split: the items that would leave. */
  itemIds: string[];
  at: string;
  decidedBy: string | null;
  decidedAt: string | null;
}

export interface AcceptGrouping {
  versions: { from: number; into: number | null };
}

export interface ProposalCount {
  open: number;
}
