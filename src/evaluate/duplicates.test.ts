import { mkdtempSync, readFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '#config';
import { editedCopies } from '../../test/support/edited-copies.js';
import { evaluateDuplicates } from './duplicates.js';

const file = join(readConfig().testDataDir, 'messages/stream.jsonl');
const withData = existsSync(file) ? describe : describe.skip;
if (!existsSync(file)) console.warn('edited copies of real letters: skipped, no HUIYIN_TEST_DATA');

const folder = mkdtempSync(join(tmpdir(), 'huiyin-copies-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function score(rows: readonly object[]): Promise<{ precision: number; recall: number }> {
  const items = join(folder, 'items.jsonl');
  writeFileSync(items, rows.map((row) => JSON.stringify(row)).join('\n'));
  return evaluateDuplicates(items);
}

describe('evaluate duplicates', () => {
  const text = '城东花园小区暖气三天不热，家里只有十三度，老人孩子都穿着棉衣，热力公司说在抢修。';

  it('counts pairs: a copy found, a look-alike with another number left alone', async () => {
    const notice = (day: number) => ({
      text: `停水通知：因管道检修，定于11月${day}日8时至18时对前山村停水，请提前储水。`,
    });
    const rows = [
      { text, group: 1 },
      { text: `转发：${text}`, group: 1 },
      { ...notice(20), group: null },
      { ...notice(21), group: null },
    ];
    expect(await score(rows)).toEqual({ precision: 1, recall: 1 });
  });
});

withData('edited copies of real letters', () => {
  it('are found, and exchanged numbers and names told from them', async () => {
    const texts = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { text: string | null }).text ?? '')
      .filter((text) => text.length > 40 && text.length < 900)
      .filter((_, i) => i % 31 === 0);
    const { precision, recall } = await score(editedCopies([...new Set(texts)], 7));
    // Some of the letters themselves were sent twice under other words: those pairs count against it here.
    expect(precision).toBeGreaterThan(0.99);
    expect(recall).toBeGreaterThan(0.97);
  });
});
