import { isNight } from '#incidents';
import type { Directory } from '#jurisdiction';

/** Whether nobody is in the office at that moment, by the city's hours and the working calendar. */
export const nightIn = (directory: Directory, at: Date): boolean =>
  isNight(at, directory.profile.clocks.night, (day) => directory.workingTime.calendar.isWorkingDay(day));
