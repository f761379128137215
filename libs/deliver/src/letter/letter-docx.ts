import type { LetterParts } from './letter-text.js';
import { officialDocx } from '#paper';

/** The letter as a Word document in the form of a 信函格式公文 (GB/T 9704). */
export const letterDocx = ({ from, number, title, to, paragraphs, date }: LetterParts): Promise<Buffer> =>
  officialDocx({ head: from, number, title, to, paragraphs, from, date });
