import type { BlockKind } from '../personal.js';
import type { FileFinding } from './scan.js';

/** Words of a file that look like something of a person and are not: a case number, a hotline (通知 三、不泄露个人信息). */
export interface ClearedFinding {
  kind: BlockKind;
  words: string;
  /** Where they were found first. */
  place: string;
  /** What they are instead; masked. */
  reason: string;
  /** `account:<login>` */
  by: string;
  /** ISO 8601. */
  at: string;
}

/** Names are never argued away, nor what a program writes into a text or links to. */
const NEVER: ReadonlySet<BlockKind> = new Set(['name', 'masked_name', 'unfilled', 'post_link']);

/** Whether somebody may say that it is nothing of a person: never of a name, nor of a number that is an identity card's. */
export const mayClear = ({ kind, words }: Pick<FileFinding, 'kind' | 'words'>): boolean =>
  !NEVER.has(kind) && !isIdentity(words);

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** An identity number by its date of birth and check digit (GB 11643). */
export function isIdentity(words: string): boolean {
  const number = words.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase();
  const { year, month, day } =
    /^\d{6}(?<year>(?:18|19|20)\d\d)(?<month>\d\d)(?<day>\d\d)\d{3}[\dX]$/.exec(number)?.groups ?? {};
  if (!year || !isDate(Number(year), Number(month), Number(day))) return false;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(number.charAt(at)), 0);
  return '10X98765432'.charAt(sum % 11) === number.charAt(17);
}

function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
