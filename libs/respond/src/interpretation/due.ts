import { addWorkingTime } from '#clock';
import { dayOf, type Directory } from '#jurisdiction';

/**
 * Task 4(3): a document's interpretation comes out with it. What has none after this time is pointed at
 * (国办: 解读材料与文件同步发布, 至迟三个工作日).
 */
const WITHIN = 'P3WD';

/** The day by which a document should be explained. @param publishedOn `2026-11-23` */
export const explainBy = (publishedOn: string, directory: Directory): string =>
  dayOf(addWorkingTime(new Date(`${publishedOn}T00:00:00+08:00`), WITHIN, directory.workingTime).due);

/** What came out on that day or before is late by now when it has no interpretation. */
export function lateSince(now: Date, directory: Directory): string {
  const today = dayOf(now);
  let day = now;
  do day = new Date(day.getTime() - 86_400_000);
  while (explainBy(dayOf(day), directory) >= today);
  return dayOf(day);
}
