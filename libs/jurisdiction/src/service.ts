import { ContactRow, DirectoryEntryRow, JurisdictionRow } from './entities/directory.entity.js';

export * from './entities/directory.entity.js';
export { ensureJurisdiction, readDirectory, type EnsureOptions } from './store/directory-store.js';
export { ContactBook, ContactsUnreadable, type ContactRole, type ContactView } from './store/contacts.js';

export const jurisdictionEntities = [JurisdictionRow, DirectoryEntryRow, ContactRow];
