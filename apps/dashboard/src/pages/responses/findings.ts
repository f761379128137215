import type { ResponseBlock, SignedFile } from '../../../../api/src/contract/index.js';

/** Findings of one file that are shown at once; the rest are folded. */
export const SHOWN = 5;
/** Places named of words that stand in many. */
const PLACES = 3;
/** As the server asks of a reason. */
export const SHORTEST_REASON = 4;

/** The same words of one kind in one file: what is said of them holds wherever they stand in it. */
export interface FileFinding extends Pick<ResponseBlock, 'kind' | 'what' | 'words' | 'clearable'> {
  places: string[];
}

export interface FileFindings {
  fileId: string;
  name: string;
  /** Said once where it is the same for all. */
  advice: string[];
  findings: FileFinding[];
}

/** What stands in the text, and what in each file, in the order it came. */
export function groupBlocks(blocks: readonly ResponseBlock[]): {
  inText: ResponseBlock[];
  files: FileFindings[];
} {
  const files = new Map<string, FileFindings>();
  for (const block of blocks) {
    if (block.fileId === null) continue;
    const { fileId, file } = block;
    const group = files.get(fileId) ?? { fileId, name: file ?? '', advice: [], findings: [] };
    files.set(fileId, group);
    if (!group.advice.includes(block.advice)) group.advice.push(block.advice);
    addTo(group.findings, block);
  }
  return { inText: blocks.filter(({ fileId }) => fileId === null), files: [...files.values()] };
}

function addTo(findings: FileFinding[], { kind, what, words, clearable, around }: ResponseBlock): void {
  const same = findings.find((one) => one.kind === kind && one.words === words);
  if (!same) findings.push({ kind, what, words, clearable, places: [around] });
  else if (!same.places.includes(around)) same.places.push(around);
}

/** `正文第3段、正文第8段`; beyond three `……等 5 处`. */
export const placeWords = (places: readonly string[]): string =>
  places.length > PLACES ? `${places.slice(0, PLACES).join('、')}等 ${places.length} 处` : places.join('、');

/** Whether the reason says something; the server has the last word. */
export const isReason = (typed: string): boolean => typed.trim().length >= SHORTEST_REASON;

/** `附件 2 个，1 处经说明不是个人信息`, as the page behind a leader's link says it. */
export function signedFilesSays(files: readonly SignedFile[]): string {
  const count = clearedCount(files);
  return `附件 ${files.length} 个${count ? `，${count} 处经说明不是个人信息` : ''}`;
}

export const clearedCount = (files: readonly SignedFile[]): number =>
  files.reduce((sum, { cleared }) => sum + cleared.length, 0);

/** Who has looked through it. */
export const checkWords = ({ checkedBy }: Pick<SignedFile, 'checkedBy'>): string =>
  checkedBy ? `${checkedBy}已人工核对` : '已自动检查个人信息';
