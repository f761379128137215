/** Shapes of the roster (annex 2), its upkeep, duty by day and hand-over. */

/** `handler_b`, `liaison_b`: deputies (B角). */
export type RosterSlot = 'charge_leader' | 'office' | 'handler' | 'liaison' | 'handler_b' | 'liaison_b';

/**
 * GET /api/v1/roster?state=&q= → List<RosterUnit>: units that owe the form, and others that have entries; those that need
 * a look first. No names.
 */
export interface RosterUnit {
  unit: string;
  kind: string;
  /** Owes the form of annex 2. */
  reports: boolean;
  /** Outside this installation: gets letters only. */
  external: boolean;
  /** Slots filled of the four of the form, 0 … 4. */
  filled: number;
  /** What the form still lacks, in its own words. */
  missing: string[];
  /** Today a liaison, handler or substitute can be told by mail; otherwise the leader in charge is told at once. */
  reachable: boolean;
  /** Where notices go when nobody of the unit can be told: 分管负责人, 市政府办公室; null while somebody can. */
  goesTo: string | null;
  confirmedAt: string | null;
  confirmDueAt: string | null;
  confirmLate: boolean;
  /** By when a change of people must be reported with the sealed form (DL-15, three working days); null: nothing to report. */
  filingDueAt: string | null;
  filingLate: boolean;
  lastReachedAt: string | null;
  /** Notices have gone to the unit and none has arrived for longer than the city allows. */
  unreached: boolean;
  /** Somebody is away today. */
  away: boolean;
  /** `red` nobody reachable or nothing reported, `gaps` something missing, `due` to be confirmed, `good`. */
  state: 'red' | 'gaps' | 'due' | 'good';
}

export interface RosterList {
  items: RosterUnit[];
  counts: { red: number; gaps: number; due: number; good: number };
  /** Days after which somebody not reached shows red. */
  unreachedDays: number;
}

/** One entry as shown: numbers and addresses masked. */
export interface RosterPerson {
  contactId: string;
  slot: RosterSlot;
  name: string;
  phone: string | null;
  email: string | null;
  since: string | null;
  lastReachedAt: string | null;
  unreached: boolean;
  /** Absence that covers today or comes; days inclusive. */
  absences: RosterAbsence[];
}

export interface RosterAbsence {
  id: string;
  from: string;
  to: string;
  substituteId: string | null;
  /** Who is told instead; null: the deputy, else the leader in charge. */
  substitute: string | null;
  now: boolean;
}

/** GET /api/v1/roster/units/:unit */
export interface RosterUnitDetail extends RosterUnit {
  people: RosterPerson[];
  former: { slot: RosterSlot; name: string; until: string }[];
  sealed: boolean;
  submittedAt: string | null;
  submitChannel: 'pdf' | 'paper' | 'file' | 'page' | null;
  confirmedBy: string | null;
  version: number;
  history: { at: string; actor: string; text: string }[];
  tonight: DutyShift | null;
  mayEdit: boolean;
}

/** PUT /api/v1/roster/units/:unit: slots named are changed, null takes one out; a `phone` or `email` left out stays. */
export interface RosterEdit {
  version: number;
  set: {
    charge_leader?: RosterPersonForm | null;
    office?: RosterPersonForm | null;
    handler?: RosterPersonForm | null;
    liaison?: RosterPersonForm | null;
    handler_b?: RosterPersonForm | null;
    liaison_b?: RosterPersonForm | null;
  };
  sealed?: boolean;
  submittedAt?: string | null;
  submitChannel?: 'pdf' | 'paper' | 'file' | 'page' | null;
}

export interface RosterPersonForm {
  name: string;
  phone?: string | null;
  email?: string | null;
}

/** POST /api/v1/roster/units/:unit/confirm {version} → RosterUnitDetail */

/** POST /api/v1/roster/units/:unit/absences; DELETE /api/v1/roster/units/:unit/absences/:id */
export interface AbsenceForm {
  contactId: string;
  from: string;
  to: string;
  substituteId: string | null;
}

/** POST /api/v1/roster/units/:unit/reveal {reason}: in plain text; logged. */
export interface RevealedPeople {
  people: { contactId: string; slot: RosterSlot; name: string; phone: string | null; email: string | null }[];
}

/**
 * POST /api/v1/roster/import/preview and /apply (`seen` of the preview); files as base64, sent as
 * `application/vnd.huiyin.upload+json`, which may be longer than other bodies.
 */
export interface RosterUpload {
  files: { name: string; content: string }[];
  /** Names not in the directory, as a person has settled them. */
  as?: { written: string; unit: string }[];
  /** Blank columns take an entry out. */
  removeBlank?: boolean;
  /** Units whose sealed paper or scan has come in. */
  sealed?: string[];
  seen?: string;
}

export interface RosterImportPreview {
  files: { file: string; forms: number; problem: string | null }[];
  units: {
    unit: string;
    written: string;
    /** Former name the form uses. */
    renamedFrom: string | null;
    file: string;
    changes: {
      slot: RosterSlot;
      kind: 'added' | 'changed' | 'removed' | 'kept';
      before: MaskedPerson | null;
      after: MaskedPerson | null;
      /** What differs: name, phone, email. */
      fields: ('name' | 'phone' | 'email')[];
    }[];
    missing: string[];
    problems: string[];
  }[];
  unknown: { written: string; file: string; sheet: string; row: number; nearest: string[] }[];
  duplicates: { unit: string; places: string[] }[];
  notReported: string[];
  counts: { added: number; changed: number; removed: number; same: number };
  /** Names this very preview; an import of anything else is refused. */
  seen: string;
}

export interface MaskedPerson {
  name: string;
  phone: string | null;
  email: string | null;
}

export interface RosterImported {
  units: number;
  entries: number;
}

/**
 * POST /api/v1/roster/export.xlsx, /api/v1/roster/export.docx: the annex filled in; in plain text with a reason, which is
 * logged, otherwise masked. GET /api/v1/roster/form.xlsx, /form.docx: blank.
 */
export interface RosterExportForm {
  /** Empty: all that the caller may see. */
  units: string[];
  reason: string | null;
}

/** GET /api/v1/roster/shifts?month=2026-11&unit= → DutyMonth */
export interface DutyShift {
  unit: string;
  day: string;
  person: string;
  phone: string | null;
  leader: string | null;
  leaderPhone: string | null;
}

export interface DutyMonth {
  month: string;
  unit: string;
  /** Units the caller may choose. */
  units: string[];
  shifts: DutyShift[];
  /** The day whose shift is on duty now. */
  today: string;
  tonight: DutyShift | null;
  /** `HH:MM` */
  handover: string;
  handovers: { id: string; day: string; accepted: boolean }[];
  /** Also whether numbers may be seen in full, with a reason. */
  mayEdit: boolean;
}

/** POST /api/v1/roster/shifts/reveal {unit, day, reason}: logged. */
export interface RevealedShift {
  phone: string | null;
  leaderPhone: string | null;
}

/** PUT /api/v1/roster/shifts; a phone left out stays; an empty `person` takes the day out. */
export interface DutyShiftForm {
  unit: string;
  day: string;
  person: string;
  phone?: string | null;
  leader: string | null;
  leaderPhone?: string | null;
}

/** POST /api/v1/roster/shifts/import/preview and /apply {unit, files, seen} */
export interface ShiftUpload {
  unit: string;
  files: { name: string; content: string }[];
  seen?: string;
}

export interface ShiftImportPreview {
  shifts: { kind: 'added' | 'changed' | 'same'; shift: DutyShift }[];
  unknown: string[];
  problems: string[];
  seen: string;
}

export interface ShiftImported {
  /** Days that changed. */
  days: number;
}

/**
 * GET /api/v1/roster/handovers?unit= → List<HandoverView>, newest first; GET …/draft?unit= → HandoverView: the sheet of the
 * shift that goes, filled from what is open; POST …/handovers {unit, day, notes}; POST …/handovers/:id/accept {note};
 * GET …/handovers/:id/export.docx
 */
export interface HandoverView {
  id: string | null;
  unit: string;
  /** Day of the outgoing shift. */
  day: string;
  outgoing: string | null;
  incoming: string | null;
  notes: string;
  /** The shift told from its log, to be edited; only in the draft. */
  suggested: string | null;
  matters: HandoverMatter[];
  writtenBy: string | null;
  writtenAt: string | null;
  acceptedBy: string | null;
  acceptedAt: string | null;
  acceptedNote: string | null;
  mayAccept: boolean;
}

export interface HandoverMatter {
  incidentId: string;
  number: string;
  title: string;
  opinionLevel: string;
  /** When it was written: 未签收, 超时, 待确认交办, 退单待裁定. */
  kinds: ('unsigned' | 'late' | 'awaiting' | 'refused')[];
  dueAt: string | null;
}
