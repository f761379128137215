import { ClockAnchorRow } from './anchor.entity.js';
import { HeartbeatRow } from './heartbeat.js';

export { ClockAnchorRow } from './anchor.entity.js';
export { HeartbeatRow, beat, secondsSinceBeat } from './heartbeat.js';
export { RehearsalClockKeeper, REHEARSAL_FACTOR } from './rehearsal-keeper.js';

export const clockEntities = [ClockAnchorRow, HeartbeatRow];
