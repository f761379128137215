import type { TimelineEntry } from '../../../api/src/contract/index.js';

/** What one step does to several units at once reads as one line: 邮件已送出：市教科局、下堡镇. */
const FOLDED: ReadonlySet<string> = new Set(['notice.queued', 'notice.accepted', 'duty.reminded']);
const minute = (at: string): string => at.slice(0, 'YYYY-MM-DDTHH:MM'.length);

/** The timeline with runs of like entries of one minute in one line each, told to each unit once. */
export function folded(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const rows: TimelineEntry[] = [];
  for (const entry of entries) {
    const last = rows.at(-1);
    const text = last && like(last, entry) ? joined(last.text, entry.text) : null;
    if (last && text !== null) rows[rows.length - 1] = { ...last, text };
    else rows.push(entry);
  }
  return rows;
}

const like = (a: TimelineEntry, b: TimelineEntry): boolean =>
  FOLDED.has(a.type) && a.type === b.type && a.actor === b.actor && minute(a.at) === minute(b.at);

/** Null when the two sentences differ in more than the unit at their end. */
function joined(before: string, next: string): string | null {
  const [head, units] = parts(before);
  const [same, unit] = parts(next);
  if (head === '' || head !== same) return null;
  const told = units.split('、');
  return told.includes(unit) ? before : `${head}${units}、${unit}`;
}

function parts(text: string): [head: string, units: string] {
  const [, head = '', units = text] = /^(.*?：|准备通知|催办)(.*)$/.exec(text) ?? [];
  return [head, units];
}
