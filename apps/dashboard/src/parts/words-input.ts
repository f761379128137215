/** A word as judging reads it: no spaces around, the signs between its parts (`+` both, `~` near, `|` either) in half width. */
export const tidyWord = (word: string): string =>
  word.trim().replaceAll('＋', '+').replaceAll('～', '~').replaceAll('｜', '|');

/** Words of a typed or pasted list: separated by lines, commas, 顿号 or semicolons; no spaces around, none twice. */
export const splitWords = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n\r\t,，、;；]+/)
      .map(tidyWord)
      .filter(Boolean),
  ),
];
