/** Words of a typed or pasted list: separated by lines, commas, 顿号 or semicolons; no spaces around, none twice. */
export const splitWords = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n\r\t,，、;；]+/)
      .map((word) => word.trim().replaceAll('＋', '+'))
      .filter(Boolean),
  ),
];
