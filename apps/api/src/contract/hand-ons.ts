/** Handing a duty on to a colleague of the same unit (转交), by the signed link. Types only. */

export type HandOnState = 'told' | 'to_register' | 'declined' | 'taken_back';

/** Part of `IncidentHandling`, oldest first. */
export interface HandOnView {
  id: string;
  assignmentId: string;
  unit: string;
  /** 联络人, 承办人, 分管负责人 */
  from: string;
  /** The same; 名册外人员 for somebody the roster does not know. */
  to: string;
  state: HandOnState;
  at: string;
  /** For the unit itself and those who handle all matters. */
  note: string | null;
  /** Whom the roster does not know, for the office that enters them: phone and address masked. */
  person: { name: string; phone: string | null; email: string | null } | null;
  settledAt: string | null;
  /** The caller may enter or decline them. */
  maySettle: boolean;
}

/** POST /api/v1/hand-ons/:id/settle → HandOnView: enters somebody for this duty, who is sent a link; or not, with a reason. */
export interface SettleHandOn {
  approve: boolean;
  note: string;
}
