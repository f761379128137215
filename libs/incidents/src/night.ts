/** Hours outside the office, `HH:MM` to `HH:MM` over midnight, and the hour of the morning by which what was done alone is signed. */
export interface NightHours {
  from: string;
  to: string;
  countersignBy: string;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Asia/Shanghai has kept one offset since 1992. */
const OFFSET = 8 * 3_600_000;

/**
 * Whether nobody is in the office: before `to`, from `from` on, or on a day on which nobody works.
 * @param isWorkingDay by the official calendar, 调休 included; `2026-11-23`
 */
export function isNight(at: Date, hours: NightHours, isWorkingDay: (day: string) => boolean): boolean {
  const local = at.getTime() + OFFSET;
  const time = local % DAY;
  if (time < ofDay(hours.to) || time >= ofDay(hours.from)) return true;
  return !isWorkingDay(new Date(local).toISOString().slice(0, 10));
}

/** When what was done alone at `at` must be signed by the second person, and when they are reminded: an hour before. */
export function countersignTimes(
  at: Date,
  { countersignBy }: NightHours,
): { dueAt: Date; remindAt: Date | null } {
  const midnight = at.getTime() - ((at.getTime() + OFFSET) % DAY);
  const today = midnight + ofDay(countersignBy);
  const due = today > at.getTime() ? today : today + DAY;
  const remind = due - 60 * MINUTE;
  return { dueAt: new Date(due), remindAt: remind > at.getTime() ? new Date(remind) : null };
}

function ofDay(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return (hour * 60 + minute) * MINUTE;
}
