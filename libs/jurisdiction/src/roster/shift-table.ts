import { readContact, readName, tidy } from './people.js';
import type { Grid } from './sheets.js';
import type { Shift } from './shifts.js';

/** One row of a 值班表 as read; `unit` null where the table has no such column. */
export type ReadShift = Omit<Shift, 'unit'> & { unit: string | null; row: number };

export interface ShiftTable {
  shifts: ReadShift[];
  problems: string[];
}

type Part = 'day' | 'unit' | 'person' | 'phone' | 'leader' | 'leaderPhone';

function partOf(title: string, before: Part | null): Part | null {
  if (/日期|时间/.test(title)) return 'day';
  if (/^(值班)?单位/.test(title)) return 'unit';
  const phone = /电话|手机|联系方式/.test(title);
  if (/带班|领导/.test(title)) return phone ? 'leaderPhone' : 'leader';
  if (/值班(人|员)|姓名/.test(title) && !phone) return 'person';
  if (phone) return before === 'leader' ? 'leaderPhone' : 'phone';
  return null;
}

/**
 * Reads a table 日期｜（单位）｜值班人员｜联系电话｜带班领导｜带班领导电话. Days may lack the year: then the one nearest to `near`.
 * @param near `2026-11-23`
 */
export function readShiftTable(grid: Grid, near: string): ShiftTable {
  const rows = grid.rows.map((row) => row.map(tidy));
  const head = rows.findIndex(
    (row) => row.some((cell) => /日期/.test(cell)) && row.some((cell) => /值班/.test(cell)),
  );
  if (head < 0) return { shifts: [], problems: [] };
  let before: Part | null = null;
  const parts = (rows[head] ?? []).map((title) => (before = partOf(title, before)));
  const problems: string[] = [];
  const shifts = rows.slice(head + 1).flatMap((row, index) => {
    const at = head + index + 2;
    const cell = (part: Part) => row[parts.indexOf(part)] ?? '';
    const person = readName(cell('person'));
    if (cell('day') === '' && person === '') return [];
    const day = readDay(cell('day'), near);
    if (!day || person === '') {
      problems.push(
        `第 ${at} 行${day ? '没有值班人员' : `的日期“${cell('day').slice(0, 20)}”不能识别`}，未读取。`,
      );
      return [];
    }
    const unit = cell('unit') === '' ? null : readName(cell('unit'));
    const leader = readName(cell('leader')) || null;
    const [phone, leaderPhone] = [readContact(cell('phone')).phone, readContact(cell('leaderPhone')).phone];
    return [{ unit, day, person, phone, leader, leaderPhone, row: at }];
  });
  return { shifts, problems };
}

/** 2026-11-23, 2026年11月23日, 11月23日, 11.23 */
export function readDay(text: string, near: string): string | null {
  const match = /^(?:(\d{4})[-年/.])?(\d{1,2})[-月/.](\d{1,2})日?/.exec(tidy(text));
  if (!match) return null;
  const [, year, month = '', day = ''] = match;
  const nearYear = Number(near.slice(0, 4));
  const years = year ? [Number(year)] : [nearYear, nearYear + 1, nearYear - 1];
  const days = years
    .map((each) => `${each}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
    .filter((each) => isDay(each));
  const distance = (each: string) => Math.abs(Date.parse(each) - Date.parse(near));
  return days.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

export const isDay = (text: string): boolean => {
  const at = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};
