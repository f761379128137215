import { isDay } from '#jurisdiction/service';
import { FORM_WORDS, INTERPRETATION_FORMS, type InterpretationForm } from './forms.js';

/** Columns of the form, in its order; the words are its head. */
export const COLUMNS = {
  title: '文件标题',
  number: '文号',
  issuer: '发布机关',
  drafters: '起草单位',
  publishedOn: '公开日期',
  effectiveOn: '施行日期',
  abolishedOn: '废止日期',
  url: '文件网址',
  keywords: '关键词',
  fields: '领域',
  exempt: '无须解读的理由',
  explainTitle: '解读标题',
  form: '解读形式',
  unit: '解读单位',
  explainedOn: '解读日期',
  explainUrl: '解读网址',
  text: '解读内容',
  question: '问题',
  answer: '答复',
} as const;
export type Column = keyof typeof COLUMNS;

/** One row: cells that were filled; a cell that could not be read stands in `problems`. */
export interface SheetRow {
  file: string;
  /** As Excel counts. */
  row: number;
  cells: Partial<Record<Column, string>>;
  problems: string[];
}

const DAYS: readonly Column[] = ['publishedOn', 'effectiveOn', 'abolishedOn', 'explainedOn'];
const URLS: readonly Column[] = ['url', 'explainUrl'];
/** Letters a cell may hold. */
const MOST: Partial<Record<Column, number>> = {
  title: 200,
  text: 20_000,
  answer: 5_000,
  url: 500,
  explainUrl: 500,
};
const USUAL = 300;

const keyOf = (title: string): Column | null => {
  const plain = title.replace(/\s|[（(].*$/g, '');
  return (Object.entries(COLUMNS).find(([, word]) => word === plain)?.[0] as Column | undefined) ?? null;
};

/** Rows of a sheet under its head line (文件标题 …); null where there is no such line. */
export function readRows(grid: { file: string; rows: string[][] }): SheetRow[] | null {
  const head = grid.rows.findIndex((row) => row.some((cell) => keyOf(cell) === 'title'));
  if (head < 0) return null;
  const columns = (grid.rows[head] ?? []).map(keyOf);
  return grid.rows.slice(head + 1).flatMap((cells, index) => {
    const row: SheetRow = { file: grid.file, row: head + index + 2, cells: {}, problems: [] };
    columns.forEach((column, at) => {
      const text = cells[at]?.trim() ?? '';
      if (column && text !== '') readCell(row, column, text);
    });
    return Object.keys(row.cells).length + row.problems.length > 0 ? [row] : [];
  });
}

function readCell(row: SheetRow, column: Column, text: string): void {
  const fail = (why: string) => void row.problems.push(`“${COLUMNS[column]}”${why}`);
  if (text.length > (MOST[column] ?? USUAL)) return fail(`过长，最多 ${MOST[column] ?? USUAL} 个字`);
  if (DAYS.includes(column)) {
    const day = readDay(text);
    if (day === null) return fail(`“${text.slice(0, 20)}”不能识别，应写作 2026-11-23`);
    row.cells[column] = day;
  } else if (URLS.includes(column) && !/^https?:\/\/\S+$/.test(text)) fail('应以 http:// 或 https:// 开头');
  else if (column === 'form' && formOf(text) === null)
    fail(`“${text.slice(0, 20)}”不是解读形式，可填${Object.values(FORM_WORDS).join('、')}`);
  else row.cells[column] = text;
}

/** `文字解读`, `图表图解`, `一图读懂`, `问答`, `答记者问` … */
export function formOf(text: string): InterpretationForm | null {
  const plain = text.replace(/\s/g, '');
  const same = INTERPRETATION_FORMS.find((form) => FORM_WORDS[form] === plain || form === plain);
  if (same) return same;
  const like: [RegExp, InterpretationForm][] = [
    [/图/, 'graphic'],
    [/视频|音频|动漫/, 'media'],
    [/专家/, 'expert'],
    [/记者|专访|媒体/, 'press'],
    [/访谈/, 'interview'],
    [/发布会|吹风会/, 'conference'],
    [/问答/, 'questions'],
    [/文字|文稿/, 'text'],
  ];
  return like.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}

/** `2026-11-23`, `2026年11月23日`, `2026.11.23`, `2026/11/23`; the year must stand there. */
export function readDay(text: string): string | null {
  const [, year, month = '', day = ''] =
    /^(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?$/.exec(text.normalize('NFKC').replace(/\s/g, '')) ?? [];
  if (year === undefined) return null;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(iso) ? iso : null;
}

/** `市教科局、市财政局` as a list. */
export const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(/[、，,；;\n]+/)
    .map((part) => part.trim())
    .filter(Boolean);
