import { DateTime } from 'luxon';

/** One line of a part: which matter, and what of it. */
export interface HandoverLine {
  number: string;
  level: string;
  what: string;
}

/** What a shift leaves, told from the log; lines of matters that everybody who reads the sheet may know of. */
export interface HandoverFacts {
  from: Date;
  to: Date;
  opened: HandoverLine[];
  signed: HandoverLine[];
  unsigned: HandoverLine[];
  dueNext: HandoverLine[];
  calls: HandoverLine[];
  refusals: HandoverLine[];
  /** What was done alone at night and is not signed. */
  countersigns: string[];
}

/** Lines of one part before the rest is counted only: the sheet is read standing up. */
const LINES = 12;

export const shortMoment = (at: Date): string =>
  DateTime.fromJSDate(at, { zone: 'Asia/Shanghai' }).toFormat('M月d日 HH:mm');

/**
 * The sheet in words (交接班记录), to be edited by the outgoing shift. A part without lines says 无; the same every time for
 * the same facts.
 */
export function handoverText(facts: HandoverFacts): string {
  const parts: [title: string, unit: string, lines: string[]][] = [
    ['新增事项', '件', words(facts.opened)],
    ['已签收', '项', words(facts.signed)],
    ['未签收', '项', words(facts.unsigned)],
    ['下一班到期', '项', words(facts.dueNext)],
    ['电话联系', '次', words(facts.calls)],
    ['退单待裁定', '件', words(facts.refusals)],
    ['夜间请示待补签', '项', facts.countersigns],
  ];
  const head = `值班时段：${shortMoment(facts.from)}至${shortMoment(facts.to)}`;
  return [head, ...parts.map(([title, unit, lines], index) => part(index, title, unit, lines))].join('\n');
}

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七'];

function part(index: number, title: string, unit: string, lines: string[]): string {
  const head = `${NUMERALS[index] ?? ''}、${title}`;
  if (lines.length === 0) return `${head}：无`;
  const shown = lines.slice(0, LINES).map((line) => `　　${line}`);
  const rest = lines.length > LINES ? [`　　其余${lines.length - LINES}${unit}见事件列表`] : [];
  return [`${head} ${lines.length} ${unit}：`, ...shown, ...rest].join('\n');
}

const words = (lines: HandoverLine[]): string[] =>
  lines.map(({ number, level, what }) => `${number}（${level}）${what}`);
