import { readShifts, shiftDayOf, type KeptShift } from '#jurisdiction/service';
import type { Ground } from './roster-state.js';

/** The day whose shift is on duty now. */
export const dutyDay = ({ directory, at }: Ground): string =>
  shiftDayOf(at, directory.profile.clocks.roster.handover);

/** Who is on duty now (今夜值班), by unit. */
export const shiftOnDuty = (ground: Ground, units?: string[]): Promise<KeptShift[]> => {
  const day = dutyDay(ground);
  return readShifts(ground.manager, ground.key, ground.jurisdictionId, { from: day, to: day, units });
};
