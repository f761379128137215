import { briefMessage } from '../../../../test/support/message.js';
import { plainText, shortText, splitText } from './words.js';

const { brief } = briefMessage();
const bytes = (text: string) => Buffer.byteLength(text, 'utf8');
const unmarked = (parts: string[]) => parts.map((part) => part.replace(/^（\d+\/\d+）\n/, ''));

it('says no more than is known', () => {
  const bare = { ...brief, unit: null, due: null, level: '' };
  expect(plainText(bare)).toBe('【回音】请签收\n编号：2026-0001\n办理：https://huiyin.example/s/abc');
  expect(shortText(bare)).toBe('请签收：2026-0001。https://huiyin.example/s/abc');
  expect(shortText(brief)).toBe(
    '请签收：2026-0001，市住建局，重大，时限11月23日 12:30。https://huiyin.example/s/abc',
  );
});

it('says first that it is a rehearsal', () => {
  expect(plainText({ ...brief, rehearsal: true })).toMatch(/^【演练】/);
  expect(shortText({ ...brief, rehearsal: true })).toMatch(/^【演练】/);
});

describe('a text in parts', () => {
  it('stays whole when it fits to the byte', () => {
    expect(splitText('回'.repeat(100), 300)).toEqual(['回'.repeat(100)]);
    expect(splitText('回'.repeat(100), 299)).toHaveLength(2);
  });

  it('is cut at line ends where lines fit', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `第${index}件：2026-${1000 + index}`);
    const parts = splitText(lines.join('\n'), 200);
    for (const part of parts) expect(bytes(part)).toBeLessThanOrEqual(200);
    expect(unmarked(parts).flatMap((part) => part.split('\n'))).toEqual(lines);
    expect(parts[0]).toMatch(new RegExp(`^（1/${parts.length}）\\n第0件`));
  });

  it.each([40, 41, 42, 43, 97])('never cuts within a character, at %i bytes', (limit) => {
    // Three bytes, four bytes (beyond the first plane), a letter with its accent, a family of seven code points.
    const text = '回音𠮷e\u0301👨‍👩‍👧汉字'.repeat(40);
    const parts = splitText(text, limit);
    for (const part of parts) {
      expect(bytes(part)).toBeLessThanOrEqual(limit);
      expect(part).not.toContain('\uFFFD');
      expect(() => encodeURIComponent(part)).not.toThrow();
    }
    expect(unmarked(parts).join('')).toBe(text);
    expect(unmarked(parts).some((part) => /^(?:\u0301|\u200d)/.test(part))).toBe(false);
  });

  it('keeps empty lines', () => {
    expect(unmarked(splitText(`${'一'.repeat(20)}\n\n${'二'.repeat(20)}`, 90)).join('\n')).toBe(
      `${'一'.repeat(20)}\n\n${'二'.repeat(20)}`,
    );
  });
});
