import { ClockAnchorRow } from './anchor.entity.js';
import { HeartbeatRow } from './heartbeat.js';

export { ClockAnchorRow } from './anchor.entity.js';
export { beat, heartbeats, holdLease, releaseLease, secondsSinceBeat, thisProcess } from './heartbeat.js';
export { RehearsalClockKeeper } from './rehearsal-keeper.js';

export const clockEntities = [ClockAnchorRow, HeartbeatRow];
