/** Where texts are published, what proves it, what was promised, press conferences (发布、承诺、发布会). */

export type PublicationForm = 'authoritative' | 'press_conference' | 'briefing' | 'interview' | 'graphic';
export type PublicationState = 'due' | 'held' | 'published' | 'withdrawn';
export type PublicationPublisher = 'outlet' | 'command' | 'superior' | 'recorded';
export type PublicationCounts = 'first' | 'progress' | 'none';
export type ProofState = 'waiting' | 'same' | 'differs' | 'unreachable' | 'given_up' | 'kept' | 'paper';
/** 回应、阶段性回应、工作动态、没有实质内容 */
export type TextNature = 'answer' | 'holding' | 'activity' | 'placeholder';
export type PublicationAction = 'register' | 'withdraw' | 'list' | 'prove';

/** GET /api/v1/outlets → List<OutletView>: outlets in force. */
export interface OutletView {
  key: string;
  name: string;
  kind: 'portal' | 'account' | 'media' | 'press';
  platform: string | null;
  owner: string;
  filing: string | null;
  hosts: string[];
  forms: PublicationForm[];
  standard: boolean;
}

export interface PublicationProof {
  state: ProofState;
  /** In words, as shown. */
  note: string | null;
  at: string | null;
  /** SHA-256, hex. */
  hash: string | null;
  /** Share of the approved text that stands on the page, 0 to 1. */
  share: number | null;
  /** Figures of the approved text that the page has not, and what stands there instead. */
  missing: string[];
  instead: string[];
  /** When it is looked at again. */
  nextAt: string | null;
  files: { id: string; mime: string; size: number; at: string }[];
}

/**
 * GET /api/v1/publications?state=due|held|published|withdrawn&proof=wrong&cursor=&limit= → Page<PublicationView>
 * An outlet's owner sees what its unit publishes, without the matter behind it: then `incidentId` is null.
 */
export interface PublicationView {
  id: string;
  incidentId: string | null;
  incidentNumber: string;
  responseId: string | null;
  /** Of the text. */
  title: string | null;
  /** 首次回应、进展通报、最终通报、更正 */
  kind: 'first' | 'progress' | 'final' | 'correction' | null;
  outlet: { key: string; name: string } | null;
  /** Who publishes. */
  owner: string | null;
  publisher: PublicationPublisher;
  publisherName: string | null;
  form: PublicationForm;
  /** 转载 */
  forwarded: boolean;
  state: PublicationState;
  dueAt: string | null;
  /** The statutory row the due time comes from. */
  dueRule: string | null;
  late: boolean;
  url: string | null;
  publishedAt: string | null;
  registeredBy: string | null;
  countsAs: PublicationCounts;
  countsWhy: string;
  proof: PublicationProof | null;
  listed: boolean;
  /** Why it was withdrawn. */
  reason: string | null;
  actions: PublicationAction[];
  rehearsal: boolean;
  version: number;
  now: string;
}

/**
 * GET /api/v1/publications/:id
 * POST /api/v1/publications/:id/register RegisterPublication; /withdraw {version, reason}; /list {version, listed};
 * /recheck; /proof {version, base64} → PublicationDetail; GET /api/v1/publications/:id/files/:fileId
 */
export interface PublicationDetail extends PublicationView {
  /** What is to be published, word for word. */
  text: { html: string; text: string; units: string[]; versionNumber: number } | null;
  /** What it is to the public, as it reads; whoever registers it may say otherwise. */
  nature: TextNature;
  /** Promises found in it; a person confirms them. */
  promises: ProposedCommitment[];
  /** Hosts on which it must stand; empty: anywhere. */
  hosts: string[];
}

export interface ProposedCommitment {
  /** The sentence. */
  what: string;
  unit: string | null;
  dueAt: string | null;
  /** Words that name the time. */
  words: string | null;
}

export interface NewCommitmentForm {
  what: string;
  dueAt: string;
  unit: string;
}

export interface RegisterPublication {
  version: number;
  url: string;
  at: string;
  nature: TextNature | null;
  commitments: NewCommitmentForm[];
}

/**
 * GET /api/v1/incidents/:id/publications
 * POST /api/v1/responses/:id/publications {version, outletKey, form} → PublicationDetail
 * POST /api/v1/incidents/:id/takeover TakePublicationOver; POST /api/v1/takeovers/:id/end {reason};
 * POST /api/v1/incidents/:id/publications/others RecordOtherPublication → IncidentPublications
 */
export interface IncidentPublications {
  items: PublicationView[];
  /** Who publishes in our place now. */
  takeover: TakeoverView | null;
  earlier: TakeoverView[];
  statutory: StatutoryView[];
  /** Published texts that another has corrected. */
  corrections: { responseId: string; title: string; by: string; byTitle: string; at: string | null }[];
  actions: ('take_over' | 'record_other' | 'plan_conference')[];
  /** Of the incident. */
  version: number;
}

export interface TakeoverView {
  id: string;
  publisher: 'superior' | 'command';
  name: string;
  basis: string;
  since: string;
  by: string;
  endedAt: string | null;
  endReason: string | null;
}

/** A statutory time and who answers for it: the clocks run on whoever publishes. */
export interface StatutoryView {
  rule: string;
  name: string;
  dueAt: string;
  state: 'open' | 'met' | 'missed' | 'superseded';
  settledAt: string | null;
  answersFor: string;
}

export interface TakePublicationOver {
  version: number;
  publisher: 'superior' | 'command';
  name: string;
  basis: string;
  since: string;
}

export interface RecordOtherPublication extends RegisterPublication {
  form: PublicationForm;
  /** Key of our outlet on which it was forwarded; null: as that body published it. */
  forwardedOn: string | null;
}

export type CommitmentState = 'open' | 'kept' | 'broken' | 'withdrawn';

/**
 * GET /api/v1/commitments?state=open|kept|broken|withdrawn&late=true&cursor=&limit= → Page<CommitmentView>
 * GET /api/v1/incidents/:id/commitments → IncidentCommitments; POST NewCommitmentForm & {version} → IncidentCommitments
 * POST /api/v1/commitments/:id/move {version, dueAt, reason, url}; /settle SettleCommitment → CommitmentView
 */
export interface CommitmentView {
  id: string;
  incidentId: string | null;
  incidentNumber: string;
  what: string;
  unit: string;
  dueAt: string;
  late: boolean;
  /** First due time, where it was moved, and the reason the public was told. */
  movedFrom: string | null;
  movedReason: string | null;
  movedUrl: string | null;
  state: CommitmentState;
  proofUrl: string | null;
  outcome: string | null;
  settledAt: string | null;
  settledBy: string | null;
  /** Where it was promised. */
  promisedAt: string | null;
  actions: ('move' | 'settle' | 'withdraw')[];
  rehearsal: boolean;
  version: number;
  now: string;
}

export interface IncidentCommitments {
  items: CommitmentView[];
  /** May enter one; the version of the incident it needs. */
  mayMake: boolean;
  version: number;
}

export type SettleCommitment =
  | { version: number; as: 'kept'; proofUrl: string | null; text: string }
  | { version: number; as: 'broken' | 'withdrawn'; reason: string };

/**
 * GET /api/v1/incidents/:id/conferences → List<ConferenceView>; POST ConferenceForm (version of the incident) → ConferenceView
 * PUT /api/v1/conferences/:id ConferenceForm; POST /cancel {version, reason}; /hold {version, at, url, commitments} → ConferenceView
 */
export interface ConferenceView {
  id: string;
  incidentId: string;
  form: 'press_conference' | 'briefing';
  startsAt: string;
  place: string;
  host: 'principal' | 'spokesperson';
  hostUnit: string;
  units: string[];
  points: string;
  /** How many media are invited; who is never kept. */
  media: number | null;
  steps: { key: string; text: string; done: boolean }[];
  state: 'planned' | 'held' | 'cancelled';
  publicationId: string | null;
  reason: string | null;
  /** When the 24 hours end (DL-02); null: none run. */
  dueAt: string | null;
  /** Begins after the 24 hours. */
  tooLate: boolean;
  mayChange: boolean;
  rehearsal: boolean;
  version: number;
  now: string;
}

export interface ConferenceForm {
  version: number;
  form: 'press_conference' | 'briefing';
  startsAt: string;
  place: string;
  host: 'principal' | 'spokesperson';
  hostUnit: string;
  units: string[];
  points: string;
  media: number | null;
  /** Keys of the steps that are done. */
  done: string[];
}
