import type { RegressionRunSummary } from '../../../../api/src/contract/index.js';

/** What a run came to, in a sentence. */
export function runLine({ n, rightNow, rightThen, broken, mended }: RegressionRunSummary): string {
  if (n === 0) return '还没有启用的样例。';
  const now = `${n}条样例，现行对${rightNow}条`;
  if (rightThen === null) return `${now}，不符${n - rightNow}条。`;
  return `${now}，改后对${rightThen}条。原先对、改后错${broken}条；原先错、改后对${mended}条。`;
}
