import type { DutyRole } from '../life.js';
import { sinceLast } from './since.js';
import type { UpwardFacts } from './facts.js';
import { dutyWords, minuteWords } from './words.js';

/** In place of what nobody has stored; a person fills it in or leaves it. */
export const UNKNOWN = '资料不足';

const roles: Record<DutyRole, string> = {
  first_responsible: '第一责任主体',
  respondent: '回应主体',
  pool_owner: '兜底责任人',
  acting_coordinator: '代行协调',
  assisting: '协助',
  informed: '知会',
};
const mustRespondWords: Record<string, string> = {
  'MR-1': '政策误解误读',
  'MR-2': '涉及公众切身利益且影响较大',
  'MR-3': '冲击社会道德底线',
  'MR-4': '涉及突发事件处置或自然灾害应对',
  'MR-5': '上级要求回应',
  'MR-6': '社会热点',
};

/** A title within a sentence: its own full stop would end it. */
const plain = (text: string) => text.replace(/[。，、；！？.,;!?\s]+$/u, '');
const list = (names: string[]) => (names.length > 0 ? names.join('、') : UNKNOWN);

/**
 * The text of a report upward: each sentence from stored facts, what is not stored is named as missing.
 * @param before facts of the last report that was sent to the same addressee; null for the first
 * @returns paragraphs
 */
export function draftUpward(
  facts: UpwardFacts,
  before: UpwardFacts | null,
  kind: 'first' | 'follow' | 'final',
): string[] {
  const parts: [string, string[]][] = [
    ['基本情况', matter(facts)],
    ...(before ? ([['上期报告以来的变化', sinceLast(before, facts)]] as [string, string[]][]) : []),
    ['核实情况', verified(facts)],
    ['责任分工和办理进展', duties(facts)],
    ['时限情况', times(facts)],
    kind === 'final' ? ['办理结果', outcome(facts)] : ['下一步工作', [`${UNKNOWN}（请填写下一步安排）。`]],
  ];
  const numerals = ['一', '二', '三', '四', '五', '六', '七'];
  return parts.flatMap(([head, sentences], index) => [`${numerals[index]}、${head}`, sentences.join('')]);
}

function matter(facts: UpwardFacts): string[] {
  const { items, publishedAt, discoveredAt } = facts;
  const published = publishedAt ? `${minuteWords(publishedAt)}首次发布，` : '';
  const levels = facts.opinionConfirmed ? '' : facts.opinionLevel === '特别重大' ? '（待确认）' : '';
  const event =
    facts.eventLevel === 'none'
      ? '突发事件等级未定级'
      : `突发事件等级${facts.eventLevel}级${facts.provisional ? '（疑似）' : ''}`;
  const must = facts.mustRespond.map((rule) => mustRespondWords[rule] ?? rule);
  return [
    `${published}${minuteWords(discoveredAt)}我市发现：${plain(facts.title)}（编号${facts.number}）。`,
    `涉及地点：${list(facts.places)}。`,
    `舆情等级${facts.opinionLevel}${levels}，${event}。`,
    must.length > 0 ? `属必须回应的情形：${must.join('、')}。` : '',
    items.all > 0
      ? `截至${minuteWords(facts.at)}收到相关信息${items.all}条，其中非转载${items.own}条，来源：${list(items.sources)}。`
      : `信息来源：${UNKNOWN}。`,
    ...facts.orders.map(
      ({ body, documentNumber, dueAt }) =>
        `${body}${documentNumber ? `（${documentNumber}）` : ''}交办${dueAt ? `，要求${minuteWords(dueAt)}前回告` : ''}。`,
    ),
  ];
}

/** Figures from texts are what somebody wrote; only the unit's own report says what was found. */
function verified(facts: UpwardFacts): string[] {
  const { dead, injured, missing, trapped, atRisk } = facts.casualties;
  const figures = (
    [
      ['死亡', dead],
      ['受伤', injured],
      ['失联', missing],
      ['被困', trapped],
      ['涉险', atRisk],
    ] as const
  ).flatMap(([word, count]) => (count === null ? [] : [`${word}${count}人`]));
  const from = facts.casualtiesFrom.length > 0 ? `（依据：“${facts.casualtiesFrom.join('”“')}”）` : '';
  const reports = facts.duties.flatMap(({ unit, report, reportedAt }) =>
    report && reportedAt ? [`${minuteWords(reportedAt)}${unit}核实初报：${plain(report)}。`] : [],
  );
  const told = figures.length > 0 ? `网上信息所述人员情况：${figures.join('、')}${from}，以核实为准。` : '';
  return reports.length > 0 ? [told, ...reports] : [told, `责任单位的核实结果：${UNKNOWN}。`];
}

function duties(facts: UpwardFacts): string[] {
  const standing = facts.duties.filter(({ state }) => state !== 'withdrawn');
  return [
    `第一责任主体：${list(facts.firstResponsible)}。`,
    `回应主体：${list(facts.respondents)}。`,
    `协调主体：${list(facts.coordinators)}。`,
    ...standing.map(
      (duty) =>
        `${duty.unit}（${duty.roles.map((role) => roles[role]).join('、')}）${
          duty.roles.every((role) => role === 'informed' || role === 'assisting') ? '已告知' : dutyWords(duty)
        }。`,
    ),
    facts.supervisions.length > 0 ? `已发督办单：${facts.supervisions.join('、')}。` : '',
  ];
}

const deadlineWords = { open: '计时中', met: '已按时完成', missed: '已超时', superseded: '已被取代' };

function times(facts: UpwardFacts): string[] {
  if (facts.deadlines.length === 0) return [`法定时限：${UNKNOWN}。`];
  return facts.deadlines.map(
    ({ name, dueAt, state }) => `${name}截止${minuteWords(dueAt)}，${deadlineWords[state]}。`,
  );
}

function outcome(facts: UpwardFacts): string[] {
  const { answeredAt, closedAt, closeReason } = facts;
  return [
    answeredAt ? `${minuteWords(answeredAt)}作出首次回应。` : `首次回应：${UNKNOWN}。`,
    closedAt
      ? `${minuteWords(closedAt)}办结${closeReason ? `：${plain(closeReason)}` : ''}。`
      : `办结情况：${UNKNOWN}。`,
  ];
}
