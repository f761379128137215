import { AccountRow, ApiTokenRow, AuditRow, SessionRow } from './entities/access.entity.js';

export * from './entities/access.entity.js';

export const accessEntities = [AccountRow, SessionRow, ApiTokenRow, AuditRow];
