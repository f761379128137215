/** Ends of a mute that can be chosen with one hand; `until` as ISO 8601 with +08:00. */
export interface MuteChoice {
  label: string;
  until: string;
}

const HOUR = 3_600_000;
const OFFSET = 8 * HOUR;
const DAY = 24 * HOUR;

const inCity = (ms: number): string => `${new Date(ms + OFFSET).toISOString().slice(0, 19)}+08:00`;

/** @param longestHours no mute lasts longer */
export function muteChoices(now: number, longestHours: number): MuteChoice[] {
  const today = now - ((now + OFFSET) % DAY);
  const seven = today + 7 * HOUR;
  const morning = seven > now ? seven : seven + DAY;
  return [
    { label: '1 小时', ms: now + HOUR },
    { label: '2 小时', ms: now + 2 * HOUR },
    { label: '4 小时', ms: now + 4 * HOUR },
    { label: '到早晨 7 点', ms: morning },
  ]
    .filter(({ ms }) => ms - now <= longestHours * HOUR)
    .map(({ label, ms }) => ({ label, until: inCity(ms) }));
}
