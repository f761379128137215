/** A sentence with the items it rests on; none: it says of the record itself, or 资料不足. */
export interface CitedView {
  text: string;
  itemIds: string[];
  /** 据反映, 网传（未经证实）, 经核实; null for a sentence about the record. */
  standing: 'reported' | 'rumour' | 'verified' | null;
}

export interface QuestionView {
  question: string;
  kind: 'question' | 'demand';
  /** Items that ask it independently of each other; reposts count once. */
  independent: number;
  lastAt: string;
  itemIds: string[];
  wordings: string[];
}

export interface ClaimView {
  text: string;
  itemIds: string[];
  independent: number;
  status: 'open' | 'unverified' | 'verified' | 'refuted' | 'denied_by_party';
  by: string | null;
  evidenceIds: string[];
}

export interface SpreadView {
  stepMinutes: number;
  steps: { at: string; items: number; originals: number }[];
  tiers: { tier: string; items: number }[];
  sources: number;
  items: number;
  reposts: number;
  first: { source: string; tier: string; at: string; itemId: string } | null;
  last: { at: string; itemId: string } | null;
  lastDay: number;
  dayBefore: number;
}

export interface FindingView {
  unit: string;
  truth: 'true' | 'partly' | 'false' | 'checking' | null;
  text: string;
  at: string;
}

export interface LikeCaseView {
  incidentId: string;
  number: string;
  title: string;
  answeredAt: string | null;
  answerUrl: string | null;
  said: string | null;
  because: string[];
}

/** An item a brief rests on, masked. `no` is its number within this brief. */
export interface BriefSource {
  id: string;
  no: number;
  title: string;
  text: string;
  source: string;
  tier: string;
  at: string;
}

/**
 * GET /api/v1/incidents/:id/brief?number= → BriefView: what is known of a matter, every sentence with its items. Without
 * `number` as the record stands now.
 */
export interface BriefView {
  incidentId: string;
  incidentNumber: string;
  title: string;
  opinionLevel: '一般' | '较大' | '重大' | '特别重大';
  number: number;
  at: string;
  /** All versions, the latest first. */
  versions: BriefVersion[];
  summary: CitedView[];
  happened: CitedView[];
  where: { name: string; itemIds: string[] }[];
  since: CitedView;
  spread: SpreadView;
  questions: QuestionView[];
  claims: ClaimView[];
  findings: FindingView[];
  likeCases: LikeCaseView[];
  items: BriefSource[];
  /** Items it was made of; `cut`: the oldest of very many were left out. */
  madeOf: { items: number; cut: boolean };
  /** The caller may have it put into words by the language model that is set. */
  mayRewrite: boolean;
  rewrite: RewriteView | null;
  rehearsal: boolean;
  now: string;
}

export interface BriefVersion {
  number: number;
  at: string;
}

/** GET /api/v1/incidents/:id/brief/rewrite → RewritePreview: exactly what would be sent, and where to. */
export interface RewritePreview {
  host: string;
  model: string;
  texts: { no: number; itemId: string; source: string; at: string; text: string; doubtful: boolean }[];
  /** Handed in with POST …/brief/rewrite {digest}: stands for exactly these texts. */
  digest: string;
}

/** What the model made of a brief, held against the items it cites. */
export interface RewriteView {
  state: 'asking' | 'done' | 'failed';
  /** Why no answer came, in Chinese; null where one did. */
  failure: string | null;
  host: string;
  model: string;
  askedBy: string;
  at: string;
  sent: number;
  kept: { text: string; itemIds: string[] }[];
  /** Sentences not taken, each with the reason in Chinese and the words that stand in none of its items. */
  dropped: { text: string; reason: string; words: string[] }[];
}

/** GET /api/v1/incidents/:id/effect → EffectsView: what became of the matter after each answer, the latest first. */
export interface EffectsView {
  effects: EffectView[];
  /** The caller may enter figures (POST /api/v1/incidents/:id/reach {outlet, reads, comments, shares}). */
  mayEnter: boolean;
  /** Names of the outlets that may be entered. */
  outlets: string[];
  now: string;
}

export interface EffectView {
  round: number;
  answeredAt: string;
  answerUrl: string | null;
  until: string;
  days: {
    day: string;
    items: number;
    negative: number;
    neutral: number;
    positive: number;
    after: boolean;
  }[];
  hours: number;
  before: { items: number; negative: number };
  after: { items: number; negative: number };
  course: 'down' | 'level' | 'up' | 'too_early' | 'too_few';
  /** Asked since and not touched by what was published; null: no published text is stored. */
  openQuestions: QuestionView[] | null;
  askedSince: number;
  reach: {
    outlet: string;
    reads: number | null;
    comments: number | null;
    shares: number | null;
    at: string;
  }[];
  flare: { seen: number; expected: number; sources: number } | null;
  promises: {
    what: string;
    unit: string;
    dueAt: string;
    state: 'open' | 'kept' | 'broken' | 'withdrawn';
    late: boolean;
  }[];
  sentence: string;
}
