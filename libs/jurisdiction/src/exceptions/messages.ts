/** A range of the condition, offsets from 0, end exclusive. */
export interface Range {
  start: number;
  end: number;
}

/** A condition that cannot be used: why, in Chinese, and where. */
export class ConditionError extends Error {
  constructor(
    message: string,
    readonly range?: Range,
  ) {
    super(message);
  }
}

/** The parts of an error of the library that we read. */
interface LibraryError {
  code?: string;
  summary?: string;
  range?: Range;
}

const FULL_WIDTH = /[“”‘’＂＇（）［］｛｝，。；：！？＝＞＜＆｜＋－]/u;
const CONNECTIVES = /\b(?:and|or|not)\b|并且|或者|而且|且|或|非/u;

/** What the library says, in words that tell an editor what to change. */
export function explain(error: unknown, when: string): ConditionError {
  if (error instanceof ConditionError) return error;
  const { code = '', summary = '', range } = error as LibraryError;
  return new ConditionError(messageOf(code, summary, when, range), range);
}

function messageOf(code: string, summary: string, when: string, range: Range | undefined): string {
  const here = range ? when.slice(range.start, range.end).trim() : '';
  switch (code) {
    case 'unexpected_token':
    case 'unexpected_character':
      return unexpected(here || (range ? (when[range.start] ?? '') : ''), when, range);
    case 'unknown_variable':
      return FULL_WIDTH.test(here) ? punctuation : `没有名为“${here}”的变量；文字须放在英文引号内。`;
    case 'no_such_overload':
      return `两边不能这样比较或计算（${typesIn(summary)}）。`;
    case 'no_matching_overload':
    case 'no_such_function':
      return `“${here}”不能这样用。`;
    case 'unterminated_string':
    case 'newline_in_string':
      return '引号没有成对，请在文字两端都写英文引号。';
    case 'limit_exceeded':
      return '条件太长或层次太多，请拆成几行例外。';
    case 'reserved_identifier':
      return `“${here}”是保留字，不能用在条件里。`;
    case 'invalid_macro_argument':
      return '列表条件的写法应为 列表.exists(x, 含 x 的条件)。';
    default:
      return '条件无法识别，请对照变量表中的写法修改。';
  }
}

const punctuation = '标点应为英文半角：引号 "，括号 ( )，逗号 ,，相等 ==，并且 &&，或者 ||，不是 !。';

function unexpected(here: string, when: string, range: Range | undefined): string {
  if (here === '') return '条件没有写完。';
  if (FULL_WIDTH.test(here)) return punctuation;
  if (here.startsWith('=')) return '判断相等应写作 ==。';
  const around = range ? when.slice(Math.max(0, range.start - 3), range.end + 3) : '';
  if (CONNECTIVES.test(around)) return '并且应写作 &&，或者应写作 ||，不是应写作 !。';
  if (/\p{Script=Han}/u.test(here)) return '文字须放在英文引号内，例如 "集中供热"。';
  return `“${here}”不应出现在此处。`;
}

const TYPES: [RegExp, string][] = [
  [/list(<[a-z]+>)?/g, '列表'],
  [/\bstring\b/g, '文字'],
  [/\b(?:int|uint|double)\b/g, '数'],
  [/\bbool\b/g, '是非'],
];
const typesIn = (summary: string): string =>
  TYPES.reduce((text, [type, name]) => text.replace(type, name), summary.replace(/^[^:]*:\s*/u, ''));
