import { ClockAnchorRow } from './anchor.entity.js';

export { ClockAnchorRow } from './anchor.entity.js';
export { RehearsalClockKeeper, REHEARSAL_FACTOR } from './rehearsal-keeper.js';

export const clockEntities = [ClockAnchorRow];
