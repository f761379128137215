import { ContactRow, DirectoryEntryRow, JurisdictionRow } from './entities/directory.entity.js';

export * from './entities/directory.entity.js';

export const jurisdictionEntities = [JurisdictionRow, DirectoryEntryRow, ContactRow];
