export { Clock, SystemClock, TestClock, timelineOf, type Timeline } from './clock.js';
export { addDuration, parseDuration, type Rest } from './duration.js';
export { officialCalendar } from './calendar/official-calendar.js';
export { withEntries, type CalendarEntry, type WorkingCalendar } from './calendar/working-calendar.js';
export {
  addWorkingTime,
  isWorkingDays,
  type WorkingDue,
  type WorkingHours,
  type WorkingTime,
} from './calendar/working-time.js';
