/** What is injected without a class of its own. */
export const CONFIG = Symbol('Config of #config');
export const KEYS = Symbol('Keys of #secrets');
/** JurisdictionRow this installation serves. */
export const JURISDICTION = Symbol('JurisdictionRow');
/** DeadlinePolicy of #incidents/service: the pure clocks of #escalate. */
export const DEADLINE_POLICY = Symbol('DeadlinePolicy');
