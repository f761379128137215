/** What is told of the people harmed, and how far what is claimed is established; by items and by people. */
import type { EventLevel } from './states.js';

export type FigureKindName =
  | 'dead'
  | 'injured'
  | 'missing'
  | 'trapped'
  | 'atRisk'
  | 'affected'
  | 'evacuated'
  | 'households'
  | 'money'
  | 'area';
/** The figures a person may settle. */
export type CasualtyKind = 'dead' | 'injured' | 'missing' | 'trapped' | 'atRisk';
export type ClaimStatusName = 'none' | 'unverified' | 'verified' | 'refuted' | 'denied_by_party';

/** One number as one item gives it. People, households, yuan or square metres. */
export interface FigureTold {
  value: number;
  bound: 'exact' | 'about' | 'atLeast' | 'atMost';
  /** Told as not so: by an office a refutation, by the party concerned a denial and no more. */
  denied: boolean;
  /** Null: whoever wrote the post. */
  by: 'official' | 'media' | 'hearsay' | 'party' | null;
  words: string[];
  itemId: string;
  source: string;
  /** When it was published, else found; only found where the time of publication must not be known. */
  at: string;
  /** A later item of the same speaker gives another number. */
  past: boolean;
}

/** A person's word on one figure or on the claim. */
export interface FactSettled {
  id: string;
  subject: CasualtyKind | 'claim';
  value: number | null;
  claim: ClaimStatusName | null;
  source: string;
  itemId: string | null;
  by: string;
  at: string;
  undoneBy: string | null;
  undoneAt: string | null;
  /** It holds now. */
  standing: boolean;
}

export interface FigureRow {
  kind: FigureKindName;
  /** What holds; null for sums, areas and households, which are of many things. */
  value: number | null;
  settled: boolean;
  /** Speakers contradict one another and nobody has settled it. */
  contradictory: boolean;
  /** Newest first. */
  told: FigureTold[];
}

/**
 * GET /api/v1/incidents/:id/figures → FiguresView; POST there SettleFacts → FiguresView;
 * POST /api/v1/fact-settlements/:id/undo {version} → FiguresView.
 */
export interface FiguresView {
  version: number;
  figures: FigureRow[];
  claim: ClaimStatusName;
  claimSettled: boolean;
  /** What items say of it, newest first. */
  claims: { claim: ClaimStatusName; itemId: string; source: string; at: string }[];
  /** What the responsible units found (核实初报), newest first. */
  reports: {
    unit: string;
    truth: 'true' | 'partly' | 'false' | 'checking' | null;
    text: string;
    at: string;
  }[];
  /** When it happened, as exact as the items say: year, month, day or minute; null: no item says. */
  happenedAt: string | null;
  /** Newest first, those taken back too. */
  history: FactSettled[];
  eventLevel: EventLevel;
  maySettle: boolean;
}

/** Body of POST /api/v1/incidents/:id/figures. */
export interface SettleFacts {
  version: number;
  figures: Partial<Record<CasualtyKind, number>>;
  claim: 'verified' | 'refuted' | null;
  source: string;
  itemId?: string | null;
}
