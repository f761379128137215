import type { DutyView } from '../../../../api/src/contract/index.js';

export interface DutyGroups {
  /** To be signed, the one due first on top. */
  toSign: DutyView[];
  /** Signed and still to be answered, or told only; by the next statutory due time. */
  others: DutyView[];
  withdrawn: DutyView[];
}

const FAR = '9999';
const by = (read: (duty: DutyView) => string | null) => (a: DutyView, b: DutyView) =>
  (read(a) ?? FAR).localeCompare(read(b) ?? FAR) || a.sentAt.localeCompare(b.sentAt);

/** Sorts the duties into what waits for a hand, what runs, and what is no longer theirs. */
export function groupDuties(duties: DutyView[]): DutyGroups {
  const waits = (duty: DutyView) => duty.state === 'sent' && duty.mustSign;
  return {
    toSign: duties.filter(waits).sort(by((duty) => duty.signDueAt)),
    others: duties
      .filter((duty) => duty.state !== 'withdrawn' && !waits(duty))
      .sort(by((duty) => duty.statutoryDue?.dueAt ?? null)),
    withdrawn: duties.filter((duty) => duty.state === 'withdrawn').sort(by((duty) => duty.sentAt)),
  };
}
