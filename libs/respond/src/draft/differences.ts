import { diffArrays } from 'diff';

/** A stretch of a text: in both, only in the later, only in the earlier one. */
export interface DiffPart {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
/** Beyond so many changes two texts have nothing to do with each other. */
const MOST = 3000;

/** What became of a text, in words and not in characters: 三 → 五 within 三日内 shows the whole word. */
export function differences(from: string, to: string): DiffPart[] {
  if (from === to) return from ? [{ kind: 'same', text: from }] : [];
  const parts = diffArrays(words(from), words(to), { maxEditLength: MOST });
  if (!parts) return [removed(from), added(to)].filter(({ text }) => text !== '');
  return parts.map(({ added: isNew, removed: isGone, value }) => ({
    kind: isNew ? 'added' : isGone ? 'removed' : 'same',
    text: value.join(''),
  }));
}

const words = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);
const removed = (text: string): DiffPart => ({ kind: 'removed', text });
const added = (text: string): DiffPart => ({ kind: 'added', text });
