import { readContact, readName, tidy, type Entries, type Person, type Slot } from './people.js';
import type { Grid } from './sheets.js';

/** One unit's part of a filled form, as read; nothing is compared with the directory yet. */
export interface FilledForm {
  /** What stands as 报送单位; empty when nothing does. */
  written: string;
  file: string;
  sheet: string;
  /** Row of the sheet, the first is 1. */
  row: number;
  entries: Entries;
  /** 盖章, where the table has such a column. */
  sealed: boolean | null;
  /** What could not be read, as Chinese sentences. */
  problems: string[];
}

type Part = 'name' | 'phone' | 'email' | 'both';
type Column = { slot: Slot; part: Part } | { slot: 'unit' | 'sealed' | 'label' };

const SLOT_WORDS: [Slot, RegExp][] = [
  ['liaison_b', /(备用|后备|B角|副).*联络|联络.*(B角|备用|后备)|替补/],
  ['handler_b', /(备用|后备|B角).*承办|承办人.*(B角|备用|后备)/],
  ['charge_leader', /分管|主管领导/],
  ['office', /协调机构|承办(股|科|处)室|协调部门|承办机构/],
  ['handler', /承办人|经办/],
  ['liaison', /联络/],
];
const slotOf = (text: string): Slot | null => SLOT_WORDS.find(([, words]) => words.test(text))?.[0] ?? null;
const isUnit = (text: string): boolean => /^(报送)?单位/.test(text);
const isNameLabel = (text: string): boolean => /^(姓名|机构名称)/.test(text);
const isContactLabel = (text: string): boolean => /^(联系方式|联系电话|电话|手机)/.test(text);

/** Finds the forms of a sheet: annex 2 as the notice has it, also several below each other, or one unit a row. */
export function findForms(grid: Grid): FilledForm[] {
  const rows = grid.rows.map((row) => row.map(tidy));
  const heads = rows.flatMap((row, at) => (isHead(row) ? [at] : []));
  return heads.flatMap((at, index) => {
    const above = rows.slice(index === 0 ? 0 : (heads[index - 1] ?? 0) + 1, at);
    const below = rows.slice(at + 1, heads[index + 1] ?? rows.length);
    const labelled = below.findIndex((row) => row.slice(0, 2).some(isNameLabel));
    const twoRows = (below[0] ?? []).filter((cell) => isNameLabel(cell) || isContactLabel(cell)).length >= 2;
    const head = rows[at] ?? [];
    if (labelled >= 0 && !twoRows && !head.some(isUnit)) return annexForm(grid, { above, head, below, at });
    return flatTable(grid, { head, below, at, twoRows });
  });
}

/** A heading names at least three of the four columns of the form; a row of people does not. */
const isHead = (row: string[]): boolean => new Set(row.map(slotOf).filter(Boolean)).size >= 3;

function annexForm(
  grid: Grid,
  { above, head, below, at }: { above: string[][]; head: string[]; below: string[][]; at: number },
): FilledForm[] {
  const names = below.find((row) => row.slice(0, 2).some(isNameLabel)) ?? [];
  const contacts = below.find((row) => row.slice(0, 2).some(isContactLabel)) ?? [];
  const problems: string[] = [];
  const entries: Entries = {};
  for (const [column, title] of head.entries()) {
    const slot = slotOf(title);
    if (slot) put(entries, slot, [names[column] ?? '', contacts[column] ?? ''], problems);
  }
  return [{ ...where(grid, at), written: unitAbove(above), entries, sealed: null, problems }];
}

/** 报送单位（盖章）：市财政局, in one cell or with the name in the next. */
function unitAbove(above: string[][]): string {
  for (const row of above.toReversed())
    for (const [index, cell] of row.entries()) {
      const match = /^(?:报送)?单位\s*(?:\(盖章\))?\s*(?:名称)?\s*[:：]?\s*(.*)$/.exec(cell);
      if (!match) continue;
      const inCell = readName((match[1] ?? '').replace(/[_\s]+$/, ''));
      return inCell || readName(row.slice(index + 1).find((next) => next !== '') ?? '');
    }
  return '';
}

function flatTable(
  grid: Grid,
  { head, below, at, twoRows }: { head: string[]; below: string[][]; at: number; twoRows: boolean },
): FilledForm[] {
  const columns = columnsOf(head, twoRows ? (below[0] ?? []) : null);
  const unitColumn = columns.findIndex((column) => column?.slot === 'unit');
  if (unitColumn < 0) return [];
  const forms: FilledForm[] = [];
  for (const [index, row] of below.entries()) {
    if ((twoRows && index === 0) || row.every((cell) => cell === '')) continue;
    const written = readName(row[unitColumn] ?? '');
    if (written === '') continue;
    // Two rows a unit, the unit's cell merged over both: names above, numbers below.
    const next = below[index + 1];
    const pair = row.some(isNameLabel) && next?.some(isContactLabel) && !next[unitColumn] ? next : null;
    forms.push(unitRow({ ...where(grid, at + 1 + index), written }, columns, row, pair));
  }
  return forms;
}

function columnsOf(head: string[], second: string[] | null): (Column | null)[] {
  const width = Math.max(head.length, second?.length ?? 0);
  let over = '';
  return Array.from({ length: width }, (_, index) => {
    const title = head[index] ?? '';
    over = title === '' && second ? over : title;
    const whole = `${over}${second?.[index] ?? ''}`;
    if (isUnit(title)) return { slot: 'unit' };
    if (/盖章/.test(whole)) return { slot: 'sealed' };
    const slot = slotOf(over);
    return slot && { slot, part: partOf(whole) };
  });
}

function partOf(title: string): Part {
  if (/姓名.*(联系|电话)|及(联系|电话)/.test(title)) return 'both';
  if (/邮箱|邮件|e-?mail/i.test(title)) return 'email';
  if (/电话|手机|联系|座机/.test(title)) return 'phone';
  return 'name';
}

function unitRow(
  base: Pick<FilledForm, 'written' | 'file' | 'sheet' | 'row'>,
  columns: (Column | null)[],
  row: string[],
  pair: string[] | null,
): FilledForm {
  const form: FilledForm = { ...base, entries: {}, sealed: null, problems: [] };
  const slots = new Map<Slot, [name: string, contact: string]>();
  for (const [index, column] of columns.entries()) {
    const cell = row[index] ?? '';
    if (column?.slot === 'sealed') form.sealed = /^(是|有|已|√|✓|1|Y)/i.test(cell);
    if (!column || !('part' in column)) continue;
    const [name, contact] = slots.get(column.slot) ?? ['', ''];
    const isName = column.part === 'name';
    const split = column.part === 'both' || (isName && /\d{7}|@/.test(cell)) ? splitCell(cell) : null;
    const more = split?.[1] ?? (isName ? (pair?.[index] ?? '') : cell);
    slots.set(column.slot, [split?.[0] ?? (isName ? cell : name), `${contact} ${more}`]);
  }
  for (const [slot, cells] of slots) put(form.entries, slot, cells, form.problems);
  return form;
}

/** 张三 13800000000 in one cell. */
function splitCell(cell: string): [name: string, contact: string] {
  const at = cell.search(/[\d+@]|[A-Za-z0-9._-]+@/);
  return at < 0 ? [cell, ''] : [cell.slice(0, at), cell.slice(at)];
}

/** Marks for “none”; a form full of them is an empty form. */
const isNothing = (text: string): boolean => /^[-—/\\无空*]*$/.test(text);

function put(
  entries: Entries,
  slot: Slot,
  [nameCell, contactCell]: [string, string],
  problems: string[],
): void {
  const name = readName(nameCell.replace(/[,，;；、:：(（]+$/, ''));
  const { phone, email, rest } = readContact(isNothing(contactCell.trim()) ? '' : contactCell);
  if (isNothing(name)) {
    if (phone !== null || email !== null) problems.push('有联系方式而没有姓名（机构名称），未读取。');
    return;
  }
  if (name.length > 40) {
    problems.push('姓名（机构名称）过长，未读取。');
    return;
  }
  if (!isNothing(rest)) problems.push(`联系方式“${rest.slice(0, 20)}”不能识别。`);
  const person: Person = { name, phone, email };
  entries[slot] = person;
}

const where = (grid: Grid, at: number): Pick<FilledForm, 'file' | 'sheet' | 'row'> => ({
  file: grid.file,
  sheet: grid.sheet,
  row: at + 1,
});
