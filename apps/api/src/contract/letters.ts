/** Letters to coordinators outside this installation (协调函, RT-55). */

export type LetterState = 'drafted' | 'sent' | 'confirmed' | 'declined' | 'recalled';
/** 邮件、机要、传真、电话、当面 */
export type LetterHow = 'mail' | 'confidential' | 'fax' | 'phone' | 'hand';

/**
 * GET /api/v1/letters?state=waiting|confirmed|declined|recalled|all&incident=&rehearsal=&cursor=&limit=
 * Waiting ones first by due time, then the others, newest first. `waiting`: not confirmed yet, declined ones too.
 */
export interface LetterView {
  id: string;
  incidentId: string;
  incidentNumber: string;
  incidentTitle: string;
  number: string;
  /** The coordinator outside. */
  unit: string;
  /** 会同 */
  with: string | null;
  /** Units whose part it coordinates; empty: the whole matter. */
  scopes: string[];
  state: LetterState;
  /** Who acts until it is confirmed; null when nobody has to. */
  acting: string | null;
  createdAt: string;
  dueAt: string;
  late: boolean;
  /** The mail could not go: no address is known. */
  byHand: boolean;
  sentAt: string | null;
  how: LetterHow | null;
  handedNote: string | null;
  settledAt: string | null;
  settledBy: string | null;
  /** Whom one can call there; masked, null for those who keep no letters. */
  person: string | null;
  phone: string | null;
  reason: string | null;
  rehearsal: boolean;
  now: string;
}

/** GET /api/v1/letters/:id/text: the letter as it stands, for reading and printing; as a document: …/letter.docx */
export interface LetterText {
  number: string;
  to: string;
  title: string;
  paragraphs: string[];
  from: string;
  date: string;
}

/*
 *   POST /api/v1/letters/:id/handed   HandLetter     → LetterView   (以其他方式送达)
 *   POST /api/v1/letters/:id/confirm  ConfirmLetter  → LetterView   (登记确认)
 *   POST /api/v1/letters/:id/decline  {reason}       → LetterView   (登记退回)
 *   POST /api/v1/letters/:id/send     {}             → LetterView   (再次发送)
 */
export interface HandLetter {
  how: 'confidential' | 'fax' | 'phone' | 'hand';
  at: string;
  note: string | null;
}

export interface ConfirmLetter {
  person: string;
  phone: string | null;
  at: string;
}
