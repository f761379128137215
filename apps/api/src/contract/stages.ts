/** GET /api/v1/incidents/:id/stages → IncidentStages: what the time went into, and who spent what came late. */
export interface IncidentStages {
  /** Oldest first; the first is the matter itself. */
  rounds: RoundView[];
  now: string;
}

/**
 * One turn of a matter: the first from discovery, each later one from news after an answer (回应后又有新情况).
 * POST /api/v1/incidents/:id/rounds {version, note} → IncidentDetail: a person opens one at once.
 */
export interface RoundView {
  number: number;
  openedAt: string;
  /** Why it began; null for the first. */
  reason: string | null;
  openedBy: string | null;
  note: string | null;
  /** Number of items it began with. */
  items: number;
  answeredAt: string | null;
  answerUrl: string | null;
  stages: StageView[];
  late: LateView | null;
}

/** A stretch of time. */
export interface StageView {
  name: string;
  /** Whose time it is: units, the office, or a word where it is nobody's. */
  who: string[];
  from: string;
  to: string;
  minutes: number;
  ongoing: boolean;
}

/** By how much the statutory time for the answer was overrun, and by whom. */
export interface LateView {
  rule: string;
  name: string;
  dueAt: string;
  minutes: number;
  parts: { name: string; who: string[]; minutes: number }[];
}
