import { DateTime } from 'luxon';
import type { Directory } from '#jurisdiction';
import type { AssignmentRow } from '#incidents/service';
import { escapeHtml, page } from '../http/page.js';
import type { LoadedIncident } from '../incidents/load.js';
import { roleWords } from '../incidents/words.js';
import { carePart, type CarePart } from './care-part.js';
import type { Excerpt } from './matter.js';

const LEVELS = {
  特别重大: '<span class="level l4">▲ 特别重大</span>',
  重大: '<span class="level l3">◆ 重大</span>',
  较大: '<span class="level l2">● 较大</span>',
  一般: '<span class="level l1">○ 一般</span>',
} as const;

const when = (at: Date) => DateTime.fromJSDate(at, { zone: 'Asia/Shanghai' }).toFormat('yyyy年M月d日 HH:mm');

function left(due: Date, now: Date): string {
  const minutes = Math.round((due.getTime() - now.getTime()) / 60_000);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const span = hours === 0 ? `${rest} 分钟` : rest === 0 ? `${hours} 小时` : `${hours} 小时 ${rest} 分`;
  return minutes >= 0 ? `还有 ${span}` : `已超 ${span}`;
}

export interface DutyPage {
  loaded: LoadedIncident;
  duty: AssignmentRow;
  directory: Directory;
  now: Date;
  items: Excerpt[];
  care: CarePart;
}

/** One duty on a phone: what it is, by when, why this unit, and the one button. */
export function dutyPage({ loaded, duty, directory, now, items, care }: DutyPage): string {
  const { row } = loaded;
  const statutory = loaded.deadlines.find(
    (deadline) => deadline.kind === 'statutory' && deadline.state !== 'superseded',
  );
  const rule = directory.profile.deadlines.find((entry) => entry.id === statutory?.rule);
  const confirmed = row.opinionLevel === '特别重大' && !row.opinionConfirmed ? '（待确认）' : '';
  const facts: [string, string][] = [
    ['编号', escapeHtml(row.number)],
    ['单位', `${escapeHtml(duty.unit)}（${duty.roles.map((role) => roleWords[role]).join('、')}）`],
    ['舆情等级', LEVELS[row.opinionLevel] + confirmed],
    ['地点', escapeHtml([...new Set(row.places.map((place) => place.name))].join('、') || '待核')],
  ];
  if (duty.signDueAt && duty.state === 'sent')
    facts.push(['签收时限', `${when(duty.signDueAt)}（${left(duty.signDueAt, now)}）`]);
  if (statutory)
    facts.push([
      '法定时限',
      `${when(statutory.dueAt)}${rule ? `前${escapeHtml(rule.name)}` : ''}（${left(statutory.dueAt, now)}）`,
    ]);
  const drill = row.rehearsal
    ? '<section class="drill"><p><strong>演练</strong>：内容虚构，时钟加快，仅供熟悉系统使用。</p></section>'
    : '';
  const reasons = (row.routing?.why ?? [])
    .slice(0, 4)
    .map((reason) => `<p>${escapeHtml(reason.because)}（${escapeHtml(reason.rule)}）</p>`);
  return page(
    `${row.number} 签收`,
    `${drill}<section><h1>${escapeHtml(row.title)}</h1><dl>${facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${value}</dd>`).join('')}</dl></section>
${signPart(duty)}${carePart(care, duty, when)}
<section><h2>反映的内容</h2>${items.map(quote).join('') || '<p>人工登记的事件，暂无原文。</p>'}</section>
<section><h2>为什么交给本单位</h2>${reasons.join('') || '<p>由人工确定。</p>'}</section>
<section class="note"><p>请围绕群众关切核实处理。不得寻找发帖人、不得要求删帖。个人信息已作脱敏处理。</p></section>`,
  );
}

function signPart(duty: AssignmentRow): string {
  if (duty.state === 'signed')
    return `<section><h2>已签收</h2><p>签收时间：${duty.signedAt ? when(duty.signedAt) : ''}。请尽快核实情况，登录系统继续办理。</p></section>`;
  if (duty.state === 'refused') return '';
  if (!duty.mustSign) return '<section><h2>知会</h2><p>本件仅供知悉，无须签收。</p></section>';
  return '<section><form method="post"><button type="submit">签收</button></form><p class="note">签收表示贵单位已知悉并开始办理，不表示认定事实。</p></section>';
}

const quote = (item: Excerpt) =>
  `<blockquote><strong>${escapeHtml(item.title)}</strong>\n${escapeHtml(item.text)}\n<span class="note">${escapeHtml(item.source)}，${when(item.at)}</span></blockquote>`;
