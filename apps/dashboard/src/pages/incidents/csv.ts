import type { IncidentSummary } from '../../../../api/src/contract/index.js';
import { dutyWord, eventLevelWords, stateWords } from '../../words/labels.js';
import { exactTime } from '../../words/times.js';

const columns: [string, (row: IncidentSummary) => string][] = [
  ['编号', (r) => r.number],
  ['标题', (r) => r.title],
  [
    '舆情等级',
    (r) => r.opinionLevel + (r.opinionLevel === '特别重大' && !r.opinionConfirmed ? '（待确认）' : ''),
  ],
  ['突发事件等级', (r) => eventLevelWords(r.eventLevel) ?? ''],
  ['状态', (r) => stateWords[r.state]],
  ['地点', (r) => r.places.join('、')],
  ['主题', (r) => r.topics.join('、')],
  ['单位与签收', (r) => r.units.map((unit) => `${unit.unit}（${dutyWord(unit)}）`).join('；')],
  ['发现时间', (r) => exactTime(r.discoveredAt)],
  ['法定时限', (r) => exactTime(r.statutoryDue?.dueAt ?? null)],
  ['签收时限', (r) => exactTime(r.signDueAt)],
  ['是否逾期', (r) => (r.late ? '逾期' : '')],
  ['信息条数', (r) => String(r.itemCount)],
  ['演练', (r) => (r.rehearsal ? '演练' : '')],
];

/**
 * A table for Excel: UTF-8 with a mark, CRLF. Titles come from strangers, so a cell that would start a formula is
 * written as text.
 */
export function incidentsCsv(rows: IncidentSummary[]): string {
  const lines = [columns.map(([head]) => head), ...rows.map((row) => columns.map(([, read]) => read(row)))];
  return `\uFEFF${lines.map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(value: string): string {
  const safe = /^[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
