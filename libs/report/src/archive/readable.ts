import { DateTime } from 'luxon';
import type { MatterRecord, RecordRow } from './record.js';

const escape = (text: unknown): string =>
  (typeof text === 'string' || typeof text === 'number' ? String(text) : '').replace(
    /[&<>"']/g,
    (letter) => `&#${letter.charCodeAt(0)};`,
  );
/** `2026-11-23 08:30` in the city's own time. */
const time = (at: unknown): string => {
  const date = at instanceof Date ? at : typeof at === 'string' ? new Date(at) : null;
  return date && !Number.isNaN(date.getTime())
    ? DateTime.fromJSDate(date, { zone: 'Asia/Shanghai' }).toFormat('yyyy-MM-dd HH:mm')
    : '';
};
const list = (value: unknown): string => (Array.isArray(value) ? value.map(escape).join('、') : '');

/** The main moments of a matter in words; all of them stand in `record.json`. */
const MOMENTS: Record<string, string> = {
  'incident.opened': '立为舆情事件',
  'incident.dispatched': '交办',
  'disposition.decided': '决定处置去向',
  'watch.begun': '开始观察',
  'watch.ended': '观察结束',
  'level.confirmed': '确认舆情等级',
  'level.raised': '等级上升',
  'level.lowered': '降低舆情等级',
  'duty.signed': '签收',
  'duty.refused': '提出退单',
  'duty.reported': '报送核实初报',
  'refusal.ruled': '裁定退单',
  'supervision.issued': '签发督办单',
  'supervision.closed': '督办销号',
  'order.registered': '登记上级交办',
  'order.reported': '向上级回告',
  'round.opened': '开启新一轮',
  'deadline.missed': '时限已过',
  'response.moved': '回应稿状态变动',
  'incident.answered': '登记回应',
  'incident.replied': '直接答复当事人',
  'incident.following': '跟踪办理',
  'incident.closed': '办结',
  'incident.reopened': '重新办理',
  'incident.evaluated': '评估',
  'incident.archived': '归档',
  'referral.confirmed': '确认移交',
};

/** Headings of what is shown one by one. */
const QUALITY_GRADES: Record<string, string> = {
  met: '达到',
  partly: '基本达到',
  not_met: '未达到',
  not_applicable: '不适用',
};

const STYLE = `body{font:16px/1.7 "FangSong","Noto Serif SC",serif;max-width:820px;margin:0 auto;padding:24px;color:#1f2329}
h1{font-size:24px}h2{font-size:18px;border-bottom:1px solid #c1c7d0;padding-bottom:4px;margin-top:32px}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:4px 8px;border-bottom:1px solid #dfe1e6}
article{border:1px solid #dfe1e6;padding:12px 16px;margin:12px 0}.note{color:#5e6673;font-size:14px}p{margin:0 0 8px;overflow-wrap:anywhere}`;

/** The record as a page that any browser opens without anything else. @param incident the row of the incident */
export function readablePage(incident: RecordRow, { tables }: MatterRecord): string {
  const title = `${escape(incident['number'])} ${escape(incident['title'])}`;
  const parts = [
    section('基本情况', basics(incident)),
    section(
      '承办单位',
      table(
        ['单位', '派发', '签收', '核实初报'],
        (tables['assignment'] ?? [])
          .filter(({ state }) => state !== 'withdrawn')
          .map((row) => [
            escape(row['unit']),
            time(row['sent_at']),
            time(row['signed_at']),
            time(row['reported_at']),
          ]),
      ),
    ),
    section(
      '时限',
      table(
        ['时限', '轮次', '截止', '完成'],
        (tables['deadline'] ?? [])
          .filter(({ state }) => state !== 'superseded')
          .map((row) => [
            escape(row['rule']),
            escape(row['round']),
            time(row['due_at']),
            time(row['settled_at']),
          ]),
      ),
    ),
    section('回应文稿', texts(tables)),
    section(
      '直接答复',
      (tables['direct_reply'] ?? [])
        .map(
          (row) =>
            `<article><p class="note">${escape(row['unit'])}，${time(row['replied_at'])}</p><p>${escape(row['text'])}</p></article>`,
        )
        .join(''),
    ),
    section(
      '发布记录',
      table(
        ['时间', '地址', '状态'],
        (tables['publication'] ?? []).map((row) => [
          time(row['published_at']),
          escape(row['url']),
          escape(row['state']),
        ]),
      ),
    ),
    section(
      '承诺事项',
      table(
        ['事项', '单位', '时限', '办结'],
        (tables['commitment'] ?? []).map((row) => [
          escape(row['what']),
          escape(row['unit']),
          time(row['due_at']),
          time(row['settled_at']),
        ]),
      ),
    ),
    section('评估', evaluations(tables)),
    section(
      '办理经过（主要节点）',
      table(
        ['时间', '事项', '单位'],
        (tables['incident_log'] ?? []).flatMap((row) => moment(row)),
      ),
    ),
  ];
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title><style>${STYLE}</style></head><body><h1>${title}</h1>
<p class="note">全部记录见 record.json，附件见 files 目录，各文件的校验值见 manifest.json。</p>
${parts.join('\n')}
</body></html>
`;
}

const section = (heading: string, body: string): string => (body ? `<h2>${heading}</h2>${body}` : '');

function table(heads: string[], rows: string[][]): string {
  if (rows.length === 0) return '';
  const head = heads.map((word) => `<th>${word}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

function basics(incident: RecordRow): string {
  const places = Array.isArray(incident['places'])
    ? incident['places'].map((place) => escape((place as { name?: string }).name))
    : [];
  return table(
    ['项目', '内容'],
    [
      ['编号', escape(incident['number'])],
      ['舆情等级', escape(incident['opinion_level'])],
      ['突发事件等级', incident['event_level'] === 'none' ? '未定级' : escape(incident['event_level'])],
      ['地点', [...new Set(places)].join('、')],
      ['主题', list(incident['topics'])],
      ['发现', time(incident['discovered_at'])],
      ['交办', time(incident['dispatched_at'])],
      ['首次回应', time(incident['answered_at'])],
      ['办结', `${time(incident['closed_at'])} ${escape(incident['close_reason'])}`],
    ],
  );
}

function texts(tables: MatterRecord['tables']): string {
  const versions = tables['response_version'] ?? [];
  return (tables['response'] ?? [])
    .flatMap((response) => {
      const version = versions.find(
        (row) => row['response_id'] === response['id'] && row['number'] === response['latest'],
      );
      if (!version) return [];
      const lines = String(version['text'])
        .split('\n')
        .map((line) => `<p>${escape(line)}</p>`);
      return [
        `<article><h3>${escape(version['title'])}</h3><p class="note">${list(response['units'])}，第${escape(version['number'])}稿，${time(version['at'])}</p>${lines.join('')}</article>`,
      ];
    })
    .join('');
}

function evaluations(tables: MatterRecord['tables']): string {
  return (tables['evaluation'] ?? [])
    .map((row) => {
      const quality = Array.isArray(row['quality']) ? (row['quality'] as { grade: string }[]) : [];
      const grades = Object.entries(QUALITY_GRADES)
        .map(([grade, word]) => [word, quality.filter((one) => one.grade === grade).length] as const)
        .filter(([, count]) => count > 0)
        .map(([word, count]) => `${word}${count}项`);
      return `<article><p class="note">${time(row['at'])}</p><p>回应质量：${grades.join('，')}</p><p>${escape(row['lessons'])}</p><p class="note">${list(row['tags'])}</p></article>`;
    })
    .join('');
}

function moment(row: RecordRow): string[][] {
  const word = MOMENTS[String(row['type'])];
  if (!word) return [];
  const data = (row['data'] ?? {}) as Record<string, unknown>;
  return [[time(row['at']), word, escape(data['unit']) || list(data['respondents'])]];
}
