import { findPersonal, isName, type BlockKind, type Masker } from '../personal.js';
import { textOf, type Passage } from './passages.js';

/** Something of a person that stands in an attached file. */
export interface FileFinding {
  kind: BlockKind;
  words: string;
  /** 正文第3段, 表“名单”第12行. */
  place: string;
}

/** `part`: it holds pictures or more than is read; `unread`: no program here reads such a file. */
export type FileScanState = 'read' | 'part' | 'unread';

export interface FileScan {
  state: FileScanState;
  findings: FileFinding[];
}

/** What is shown of one file; one is enough for it not to go out. */
const MOST = 20;
/** Of what somebody has said to be nothing of a person so many pieces are passed over; the rest is left to a person. */
const MOST_PASSED = 500;

/**
 * Looks through a file for what a text may not hold either: numbers, names of private persons and of whoever reported, was
 * hurt or is young, and names under a heading that says so.
 * @param ending as `kindOfFile` says what it is
 * @param cleared what was found before and is nothing of a person: whole words, passed over wherever they stand
 */
export function scanFile(
  content: Uint8Array,
  ending: string,
  mask: Masker,
  cleared: readonly Pick<FileFinding, 'kind' | 'words'>[] = [],
): FileScan {
  const read = textOf(content, ending);
  if (!read) return { state: 'unread', findings: [] };
  const isCleared = (one: Pick<FileFinding, 'kind' | 'words'>): boolean =>
    cleared.some(({ kind, words }) => kind === one.kind && words === one.words);
  const findings: FileFinding[] = [];
  let passed = 0;
  let columns: readonly number[] = [];
  // Pieces that hold something: finding costs more than looking, and a page of numbers must hold nothing up.
  let pieces = 0;
  for (const passage of read.passages) {
    const { place, text, cells } = passage;
    for (const piece of piecesOf(text)) {
      if (pieces >= MOST || passed >= MOST_PASSED) break;
      const all = findPersonal(piece, mask);
      const found = all.filter((one) => !isCleared(one));
      if (found.length > 0) pieces += 1;
      else if (all.length > 0) passed += 1;
      for (const { kind, words } of found)
        if (isNew(findings, place, words)) findings.push({ kind, words, place });
    }
    const headed = headedNames(cells);
    if (headed.length > 0) columns = headed;
    else findings.push(...namesIn(passage, columns, findings));
    if (findings.length >= MOST || pieces >= MOST || passed >= MOST_PASSED) break;
  }
  const rest = read.rest || passed >= MOST_PASSED;
  return { state: rest ? 'part' : 'read', findings: findings.slice(0, MOST) };
}

const isNew = (findings: readonly FileFinding[], place: string, words: string): boolean =>
  !findings.some((one) => one.place === place && one.words.includes(words));

/** A paragraph without an end is looked through in pieces, since finding is dearer than the square of what is found. */
const PIECE = 500;
/** What stands across two of them is whole in one. */
const OVERLAP = 60;

const piecesOf = (text: string): string[] =>
  text.length <= PIECE
    ? [text]
    : Array.from({ length: Math.ceil(text.length / (PIECE - OVERLAP)) }, (_, at) =>
        text.slice(at * (PIECE - OVERLAP), at * (PIECE - OVERLAP) + PIECE),
      );

const HEAD =
  /^(?:序号)?(?:患者|学生|伤者|死者|家长|户主|业主|申请人|领取人|受益人|补助对象|当事人|投诉人|反映人)?(?:姓名|名字|名单)$/u;

const headedNames = (cells: readonly string[] = []): number[] =>
  cells.flatMap((cell, at) => (HEAD.test(cell.replaceAll(/\s/g, '')) ? [at] : []));

function namesIn(
  { place, cells = [] }: Passage,
  columns: readonly number[],
  known: readonly FileFinding[],
): FileFinding[] {
  return columns.flatMap((at): FileFinding[] => {
    const words = (cells[at] ?? '').replaceAll(/\s/g, '');
    return isName(words) && isNew(known, place, words) ? [{ kind: 'name', words, place }] : [];
  });
}
