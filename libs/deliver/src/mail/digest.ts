import type { Brief } from '../channels/carrier.js';
import { escape, RULE } from './page.js';

/** One matter of a digest. */
export interface DigestLine {
  number: string;
  level: string;
  /** What is asked: 查看并签收. */
  action: string;
  /** `11月22日 09:30`; null when there is none. */
  due: string | null;
  /** Signed for its reader. */
  link: string;
}

/** What a digest says as a whole. */
export interface DigestFacts {
  lines: readonly DigestLine[];
  /** The gravest level among them. */
  level: string;
  /** The earliest time that runs. */
  due: string | null;
  rehearsal: boolean;
  /** Where all duties stand. */
  link: string;
}

/** Subject, text and simple HTML of a digest: number, level, due time and link of each matter, and no more. */
export function writeDigest(facts: DigestFacts): {
  subject: string;
  text: string;
  html: string;
  brief: Brief;
} {
  const { lines, level, due, rehearsal, link } = facts;
  const count = `${lines.length}件`;
  const head = `短时间内有${count}政务舆情需要您知悉或办理，现汇总送达，请逐件办理。`;
  const all = [...(rehearsal ? ['这是一次演练，不涉及真实事项。'] : []), head];
  const rows = lines.map((line) => ({ ...line, due: line.due ?? '无' }));
  return {
    subject: `${rehearsal ? '【演练】' : ''}舆情待办汇总 ${count}（最高${level}）${due ? `，最早时限${due}` : ''}`,
    text: [
      ...all,
      '',
      ...rows.map((row) => `${row.number}（${row.level}）时限：${row.due}\n${row.action}：${row.link}`),
      '',
      `全部任务：${link}`,
      '',
      RULE,
    ].join('\n'),
    html: htmlOf(all, rows, link),
    brief: { number: count, unit: null, level, due, link, title: '待办汇总', rehearsal },
  };
}

function htmlOf(
  all: readonly string[],
  rows: readonly (DigestLine & { due: string })[],
  link: string,
): string {
  const cells = rows.map(
    (row) =>
      `<tr><td>${escape(row.number)}</td><td>${escape(row.level)}</td><td>${escape(row.due)}</td>` +
      `<td><a href="${escape(row.link)}">${escape(row.action)}</a></td></tr>`,
  );
  return (
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><body style="font:16px/1.6 sans-serif">` +
    all.map((line) => `<p>${escape(line)}</p>`).join('') +
    `<table cellpadding="4"><tr><th>编号</th><th>舆情等级</th><th>时限</th><th>办理</th></tr>${cells.join('')}</table>` +
    `<p><a href="${escape(link)}">查看全部任务</a></p><p>${escape(RULE)}</p></body></html>`
  );
}
