export { Clock, SystemClock, TestClock, timelineOf, type Timeline } from './clock.js';
export { addDuration, parseDuration } from './duration.js';
