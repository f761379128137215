import { BriefRow } from './brief/brief.entity.js';

export { BriefRow } from './brief/brief.entity.js';

export const reportEntities = [BriefRow];
