import { ContactRow, DirectoryEntryRow, JurisdictionRow } from './entities/directory.entity.js';
import { DirectoryChangeRow, DirectoryDryRunRow } from './entities/directory-change.entity.js';
import { EndpointRow } from './entities/endpoint.entity.js';
import { ContactAbsenceRow, DutyHandoverRow, DutyShiftRow, RosterUnitRow } from './entities/roster.entity.js';

export * from './entities/directory.entity.js';
export * from './entities/directory-change.entity.js';
export * from './entities/endpoint.entity.js';
export { DirectoryChanges } from './changes/directory-changes.js';
export type { Decision, Proposal } from './changes/proposal.js';
export { storedOf } from './changes/stored-edits.js';
export * from './changes/errors.js';
export { readEntries } from './store/entry-store.js';
export { outsideReferences, type OutsideReference } from './store/outside.js';
export * from './entities/roster.entity.js';
export { ensureJurisdiction, readDirectory, type EnsureOptions } from './store/directory-store.js';
export {
  absencesAhead,
  ContactBook,
  ContactsUnreadable,
  type ContactRole,
  type ContactView,
  type NamedContact,
} from './store/contacts.js';

export * from './roster/index.js';

export const jurisdictionEntities = [
  JurisdictionRow,
  DirectoryEntryRow,
  DirectoryChangeRow,
  DirectoryDryRunRow,
  ContactRow,
  RosterUnitRow,
  ContactAbsenceRow,
  DutyShiftRow,
  DutyHandoverRow,
  EndpointRow,
];
