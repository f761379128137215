/** Levels: the sum of heat beside them, and suspected levels that people settle. */
import type { EventLevel, OpinionLevel } from './states.js';

/** GET /api/v1/incidents/:id/heat → HeatView. Orders matters within a level; the level itself is by the OP rules or by people. */
export interface HeatView {
  level: OpinionLevel;
  /** 0…100: the floor of the level and the parts. */
  total: number;
  /** The floor of the level: 0, 25, 50, 75. */
  floor: number;
  /** From here on the next level begins. */
  ceiling: number;
  parts: { rule: string; points: number; because: string }[];
  /** What it lacks for the next level, the nearest way first; null at the highest. */
  next: { level: OpinionLevel; ways: string[]; reached: number } | null;
  now: string;
}

/** 属实, 不属实, 暂不能判断 */
export type Verdict = 'true' | 'untrue' | 'open';

/**
 * GET /api/v1/incidents/:id/settlements → SettlementsView; POST there SettleLevel → SettlementsView;
 * POST /api/v1/settlements/:id/decide {version, approve, note}, POST /api/v1/settlements/:id/withdraw {} → SettlementsView.
 * In the list of incidents: ?provisional=true.
 */
export interface SettlementsView {
  /** A suspected level waits to be settled. */
  provisional: boolean;
  eventLevel: EventLevel;
  /** How often people were asked, and when they are asked again. */
  asked: number;
  nextAskAt: string | null;
  /** What it would come to without the suspected emergency. */
  suggested: { eventLevel: EventLevel; opinionLevel: OpinionLevel };
  items: SettlementView[];
  maySettle: boolean;
  now: string;
}

export interface SettlementView {
  id: string;
  verdict: Verdict;
  suspected: EventLevel;
  eventLevel: EventLevel;
  opinionLevel: OpinionLevel;
  reason: string;
  /** `undone`: done alone at night, and the person asked did not agree afterwards. */
  state: 'standing' | 'waiting' | 'declined' | 'withdrawn' | 'lapsed' | 'undone';
  by: string;
  at: string;
  decidedBy: string | null;
  decidedAt: string | null;
  note: string | null;
  /** `alone`: whoever proposed it, at night, after asking by telephone (POST /api/v1/night/approvals). */
  actions: ('decide' | 'alone' | 'withdraw')[];
}

export interface SettleLevel {
  version: number;
  verdict: Verdict;
  eventLevel: EventLevel;
  opinionLevel: OpinionLevel;
  reason: string;
}

export interface DecideSettlement {
  version: number;
  approve: boolean;
  note: string;
}
