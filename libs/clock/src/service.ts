import { ClockAnchorRow } from './anchor.entity.js';

export { ClockAnchorRow } from './anchor.entity.js';

export const clockEntities = [ClockAnchorRow];
