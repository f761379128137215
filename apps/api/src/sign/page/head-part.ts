import { escapeHtml } from '../../http/page.js';
import { roleWords } from '../../incidents/words.js';
import { contactRoleWords } from '../../incidents/link-words.js';
import { askedOf, messageWords } from '../asked.js';
import type { Excerpt } from '../matter.js';
import type { Outcome } from '../form-desk.js';
import { isLeaderView, type SignScene } from '../scene.js';
import { due, when } from './layout.js';

export const LEVELS = {
  特别重大: '<span class="level l4">▲ 特别重大</span>',
  重大: '<span class="level l3">◆ 重大</span>',
  较大: '<span class="level l2">● 较大</span>',
  一般: '<span class="level l1">○ 一般</span>',
} as const;

/** Number, level and title; what the last form did; what is asked and until when. */
export function headPart(scene: SignScene): string {
  const { row } = scene.loaded;
  const asked = askedOf(scene);
  const unsure = row.opinionLevel === '特别重大' && !row.opinionConfirmed ? '（待确认）' : '';
  const told = messageWords(scene.told);
  const lines = [...(told ? [told] : []), ...asked.lines]
    .map((line) => `<p>${escapeHtml(line)}</p>`)
    .join('');
  const by = asked.dueAt ? `<p>时限：${due(asked.dueAt, scene.now)}</p>` : '';
  return `${drillPart(row)}${outcomePart(scene)}<section><p>${LEVELS[row.opinionLevel]}${unsure} ${escapeHtml(row.number)}</p><h1>${escapeHtml(row.title)}</h1></section>
<section class="ask"><p><strong>${escapeHtml(asked.title)}</strong></p>${by}${lines}</section>`;
}

/** Says that nothing of it is real. */
export const drillPart = ({ rehearsal }: { rehearsal: boolean }): string =>
  rehearsal
    ? '<section class="drill"><p><strong>演练</strong>：内容虚构，时钟加快，仅供熟悉系统使用。</p></section>'
    : '';

/** What came of the form just sent. */
export function outcomePart({ outcome }: { outcome: Outcome | null }): string {
  if (!outcome) return '';
  const detail = outcome.detail ? `<p>${escapeHtml(outcome.detail)}</p>` : '';
  return `<section class="${outcome.ok ? 'done' : 'fault'}" role="${outcome.ok ? 'status' : 'alert'}"><h2>${escapeHtml(outcome.title)}</h2>${detail}</section>`;
}

/** What the office wants beyond the clocks: urging, supervision orders, a new turn after the answer. */
export function pressingPart({ pressing, now, publicUrl, loaded }: SignScene): string {
  const { urged, supervised, round } = pressing;
  const words = urged?.words ? `：${escapeHtml(urged.words)}` : '，请尽快办理';
  const parts = [
    round ? `<p>回应以后又有新的情况，现为第 ${round} 轮办理，请核实新情况。</p>` : '',
    urged ? `<p>市政府办公室于 ${when(urged.at)} 催办${words}</p>` : '',
    ...supervised.map(
      ({ number, requirement, dueAt, returned }) =>
        `<p><strong>督办单 ${escapeHtml(number)}</strong>：${escapeHtml(requirement)}</p><p>办理时限：${due(dueAt, now)}</p>${returned ? `<p>上次报送的情况已退回：${escapeHtml(returned)}</p>` : ''}`,
    ),
    supervised.length > 0
      ? `<p><a class="button plain" href="${escapeHtml(publicUrl)}/incidents/${loaded.row.id}">登录系统报送督办情况</a></p>`
      : '',
  ].join('');
  return parts ? `<section><h2>催办、督办</h2>${parts}</section>` : '';
}

/** Whom a leader calls: the people who should have signed, each one tap away. */
export function leaderPart(scene: SignScene): string {
  if (!isLeaderView(scene)) return '';
  const rows = scene.staff.map(({ name, role, phone }) => {
    const who = `${escapeHtml(name)}（${contactRoleWords(role)}）`;
    const number = phone?.split('、')[0];
    return number
      ? `<p><a class="button plain" href="tel:${encodeURIComponent(number.replace(/[^\d+]/g, ''))}">拨打 ${who} ${escapeHtml(number)}</a></p>`
      : `<p>${who}：名册中没有电话</p>`;
  });
  return `<section><h2>尚未签收</h2>${rows.join('') || '<p>名册中没有贵单位的联络人和承办人，请先补充名册。</p>'}</section>`;
}

/** Where, whose, by when, who coordinates. */
export function factsPart(scene: SignScene): string {
  const { duty, loaded, now } = scene;
  const places = [...new Set(loaded.row.places.map((place) => place.name))].join('、');
  const roles = duty.roles.map((role) => roleWords[role]).join('、');
  const facts: [string, string][] = [
    ['承办单位', `${escapeHtml(duty.unit)}（${roles}）`],
    ['地点', escapeHtml(places || '待核')],
    ...timesOf(scene),
    ...coordinators(scene),
  ];
  if (scene.chain.length > 0) facts.push(['转交', escapeHtml(scene.chain.join('→'))]);
  if (duty.signedAt) facts.push(['签收时间', when(duty.signedAt)]);
  if (duty.reportedAt) facts.push(['初报时间', when(duty.reportedAt)]);
  const rows = facts
    .map(([name, value]) => `<tr><th scope="row">${name}</th><td>${value}</td></tr>`)
    .join('');
  return `<section><h2>任务</h2><table>${rows}</table><p class="note">现在是 ${when(now)}。</p></section>`;
}

/** Each clock that runs: sign-off, first report, the statutory ones, a superior's. */
function timesOf({ duty, loaded, directory, now, care }: SignScene): [string, string][] {
  const times: [string, string][] = [];
  if (duty.signDueAt && duty.state === 'sent') times.push(['签收时限', due(duty.signDueAt, now)]);
  if (duty.reportDueAt && !duty.reportedAt && (care.mayReport || duty.state === 'sent'))
    times.push(['初报时限', due(duty.reportDueAt, now)]);
  for (const row of loaded.deadlines) {
    if (row.kind === 'internal' || row.settledAt || row.state === 'met') continue;
    const rule = directory.profile.deadlines.find((entry) => entry.id === row.rule);
    const name = row.kind === 'superior' ? '上级时限' : '法定时限';
    const what = rule ? `，${escapeHtml(rule.name)}` : '';
    const over =
      row.state === 'superseded' ? `${when(row.dueAt)}（已由更早的时限取代）` : due(row.dueAt, now);
    times.push([name, `${over}${what}`]);
  }
  return times;
}

function coordinators({ loaded }: SignScene): [string, string][] {
  const { routing } = loaded.row;
  if (!routing) return [];
  const who = routing.coordinators.map(
    ({ lead, with: beside, scope }) =>
      `${lead}${beside ? `会同${beside}` : ''}${scope ? `（${scope}部分）` : ''}`,
  );
  if (routing.actingCoordinator) who.push(`其确认前由${routing.actingCoordinator}代行`);
  return who.length > 0 ? [['协调主体', escapeHtml(who.join('；'))]] : [];
}

const REASONS = 4;

/** What was written, why it came here, and what nobody may do with it. */
export function matterPart(scene: SignScene): string {
  const { items, loaded, duty } = scene;
  const why = loaded.row.routing?.why ?? [];
  // What names the unit itself answers “why us” best; the rest fills up.
  const named = why.filter(({ because }) => because.includes(duty.unit));
  const shown = [...named, ...why.filter((reason) => !named.includes(reason))].slice(0, REASONS);
  const reasons = shown.map(({ because, rule }) => `<p>${escapeHtml(because)}${ruleWords(rule)}</p>`);
  return `<section><h2>反映的内容</h2>${items.map(quote).join('') || '<p>人工登记的事件，暂无原文。</p>'}</section>
<section><h2>为什么交给本单位</h2>${reasons.join('') || '<p>由人工确定。</p>'}</section>
<section class="note"><p>请围绕群众关切核实处理。不得寻找发帖人、不得要求删帖。个人信息已作脱敏处理。本页无须上传照片，也不要转发链接；由同事办理的，请用“转交同事”。</p></section>`;
}

/** A rule by the name it has in the table of rules; what a person decided has none. */
const ruleWords = (rule: string): string => (/^[A-Z]{2}-/.test(rule) ? `（${escapeHtml(rule)}）` : '');

/** A text of the matter, as a unit reads it. */
export const quote = (item: Excerpt): string =>
  `<blockquote><strong>${escapeHtml(item.title)}</strong>\n${escapeHtml(item.text)}\n<span class="note">${escapeHtml(item.source)}，${when(item.at)}</span></blockquote>`;
