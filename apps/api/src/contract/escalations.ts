/** GET /api/v1/incidents/:id/escalations → IncidentEscalations: what has been urged, and what comes next. */
export interface IncidentEscalations {
  /** The clock whose next step comes first stands first; ended ones last. */
  items: EscalationView[];
  now: string;
}

/** One running or ended clock of a matter (催办进程). */
export interface EscalationView {
  id: string;
  /** 签收 */
  clock: string;
  /** The unit it is about; null for the matter as a whole. */
  unit: string | null;
  /** Name of the policy it runs by, as it was when it began. */
  policy: string;
  taken: EscalationStepView[];
  /** Null when nobody is urged any more. */
  next: EscalationStepView | null;
  /** How many more come after the next. */
  after: number;
  /** Why it ended; null while it runs. */
  ended: string | null;
}

export interface EscalationStepView {
  at: string;
  /** 分管负责人 */
  to: string;
  /** 逾期未签收，报分管负责人 */
  what: string;
}
