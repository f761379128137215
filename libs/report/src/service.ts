import { BriefRow } from './brief/brief.entity.js';

export { BriefRow } from './brief/brief.entity.js';
export { Briefs } from './brief/briefs.js';
export { readBriefInput } from './brief/read-input.js';

export const reportEntities = [BriefRow];
