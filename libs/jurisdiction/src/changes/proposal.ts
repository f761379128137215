import type { ChangeOrigin } from '../entities/directory-change.entity.js';
import type { GivenEdit } from './check-edits.js';

/** What somebody wants changed. `by` is `account:<login>` or `system`. */
export interface Proposal {
  jurisdictionId: string;
  title: string;
  reason: string;
  edits: GivenEdit[];
  origin: ChangeOrigin;
  originIncidentId?: string | null;
  by: string;
  at: Date;
  dryRunId?: string | null;
}

/** Who decides on which change, having seen which version of it. */
export interface Decision {
  id: string;
  jurisdictionId: string;
  version: number;
  by: string;
  at: Date;
  note: string;
}
