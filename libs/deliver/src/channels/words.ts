import type { Brief } from './carrier.js';

/**
 * A brief in lines: what is asked, number, unit, level, due time, link, and nothing else (报送保密). 回音 stands in each,
 * as robots may demand a word of theirs (自定义关键词).
 */
export function briefLines(brief: Brief): { title: string; facts: [string, string][]; link: string } {
  const facts: [string, string | null][] = [
    ['编号', brief.number],
    ['单位', brief.unit],
    ['等级', brief.level],
    ['时限', brief.due],
  ];
  return {
    title: `${brief.rehearsal ? '【演练】' : ''}【回音】${brief.title}`,
    facts: facts.filter((fact): fact is [string, string] => Boolean(fact[1])),
    link: brief.link,
  };
}

export function plainText(brief: Brief): string {
  const { title, facts, link } = briefLines(brief);
  return [title, ...facts.map(([name, value]) => `${name}：${value}`), `办理：${link}`].join('\n');
}

/** One line, for a telephone: the gateway puts the signature before it. */
export function shortText(brief: Brief): string {
  const { number, unit, level, due, link, title, rehearsal } = brief;
  const facts = [number, unit, level, due && `时限${due}`].filter(Boolean).join('，');
  return `${rehearsal ? '【演练】' : ''}${title}：${facts}。${link}`;
}

/** Room for `（12/12）` and a line end, bytes. */
const MARK = 16;
const bytes = (text: string) => Buffer.byteLength(text, 'utf8');
const letters = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * A text in parts of at most `limit` bytes (UTF-8), cut at line ends where a line fits, else between two characters;
 * several parts begin with `（1/2）`.
 */
export function splitText(text: string, limit: number): string[] {
  if (bytes(text) <= limit) return [text];
  const room = limit - MARK;
  const parts: string[] = [];
  let part: string | null = null;
  for (const line of text.split('\n').flatMap((line) => cut(line, room))) {
    const longer: string = part === null ? line : `${part}\n${line}`;
    if (part !== null && bytes(longer) > room) {
      parts.push(part);
      part = line;
    } else part = longer;
  }
  if (part !== null) parts.push(part);
  return parts.map((part, index) => `（${index + 1}/${parts.length}）\n${part}`);
}

function cut(line: string, room: number): string[] {
  if (bytes(line) <= room) return [line];
  const pieces: string[] = [];
  let piece = '';
  let size = 0;
  for (const { segment } of letters.segment(line)) {
    const more = bytes(segment);
    if (size + more > room) {
      pieces.push(piece);
      [piece, size] = ['', 0];
    }
    piece += segment;
    size += more;
  }
  return [...pieces, piece];
}
