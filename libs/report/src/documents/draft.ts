import { isAnswered, isOver } from '#incidents';
import type { DocumentContent, DocumentKind } from './document.entity.js';
import type { DocumentFacts } from './facts.js';
import { basics, concerns, figures, levelWords, measures, spread, times } from './parts.js';
import { list, minuteWords, plain, UNKNOWN } from './words.js';

export interface DocumentDraft extends DocumentContent {
  fields: [string, string][];
}

/** Why a paper cannot be drafted of a matter as it stands; null: it can. */
export function withheld(kind: DocumentKind, facts: DocumentFacts): 'not_confirmed' | 'nothing_late' | null {
  const confirmed = facts.opinionLevel === '特别重大' && facts.opinionConfirmed;
  // Notice 6(1): only what a person has confirmed is taken up by the government.
  if (kind === 'uplift' && !confirmed) return 'not_confirmed';
  // Notice 三(三): what was not done in time, or the confirmed 特别重大 whose accountability procedure starts.
  if (kind === 'accountability' && !confirmed && !facts.deadlines.some(({ state }) => state === 'missed'))
    return 'nothing_late';
  return null;
}

/**
 * A paper from the record: each sentence from stored facts, what is not stored is named as missing. Pure.
 * @param facts of the matter; `withheld` has been asked before
 */
export function draftDocument(kind: DocumentKind, facts: DocumentFacts): DocumentDraft {
  return { signer: null, copies: [], urgency: urgencyOf(facts), fields: [], ...drafts[kind](facts) };
}

type Part = Pick<DocumentContent, 'title' | 'to' | 'paragraphs'> & Partial<DocumentDraft>;

const urgencyOf = ({ opinionLevel, eventLevel }: DocumentFacts): DocumentContent['urgency'] => {
  if (opinionLevel === '特别重大' || eventLevel === 'I') return 'most_urgent';
  return opinionLevel === '重大' || eventLevel === 'II' ? 'urgent' : 'normal';
};

const about = (facts: DocumentFacts) => `“${plain(facts.title)}”`;
const filled = (...parts: string[]) => parts.filter(Boolean);

const drafts: Record<DocumentKind, (facts: DocumentFacts) => Part> = {
  // Four parts of the bulletins offices send today; measures against posts are none of them (domain 2.4).
  bulletin: (facts) => ({
    title: `关于${about(facts)}的舆情快报`,
    to: `${facts.roles.government}领导`,
    copies: [facts.roles.publicity],
    paragraphs: filled(
      '一、基本情况',
      basics(facts),
      figures(facts),
      '二、传播情况',
      spread(facts),
      '三、工作措施',
      ...measures(facts),
      '四、信息出处',
      `来源：${list(facts.items.sources)}。原文链接在系统内查看，编号${facts.number}。`,
    ),
  }),
  special: (facts) => ({
    title: `关于${about(facts)}的舆情专报`,
    to: `${facts.roles.government}领导`,
    copies: [facts.roles.publicity],
    paragraphs: filled(
      summaryOf(facts),
      '一、事件经过与传播态势',
      basics(facts),
      figures(facts),
      spread(facts),
      '二、公众关切',
      ...concerns(facts),
      '三、风险研判',
      riskOf(facts),
      '四、办理情况',
      ...measures(facts),
      ...times(facts),
      '五、处置建议',
      ...adviceOf(facts),
    ),
  }),
  dispatch: (facts) => ({
    title: '政务舆情交办单',
    to: list([...new Set([...facts.respondents, ...facts.firstResponsible])]),
    paragraphs: [
      `现将${about(facts)}舆情交办你单位，请按职责核实、拟写回应口径，按下表时限办理并报送办理情况。`,
      '请就事办事，不得寻找发帖人、不得要求删帖。',
    ],
    fields: dispatchFields(facts),
  }),
  uplift: (facts) => ({
    title: `关于对${about(facts)}舆情提级办理的请示`,
    to: facts.roles.government,
    copies: [facts.roles.publicity],
    signer: '（请填写签发人）',
    paragraphs: filled(
      '一、基本情况',
      basics(facts),
      figures(facts),
      '二、研判意见',
      `经研判并确认，${levelWords(facts)}。按照孝政办发〔2020〕35号任务6（1），特别重大的政务舆情由市政府提级办理，并启动问责程序。`,
      '三、请示事项',
      `1.同意对该舆情提级办理，由${facts.roles.government}统一组织回应，${facts.roles.office}会同${facts.roles.publicity}承办。`,
      `2.原第一责任主体（${list(facts.firstResponsible)}）和回应主体（${list(facts.respondents)}）职责不变。`,
      '3.同意依规启动问责程序，由有权机关依法处理。',
      '妥否，请批示。',
    ),
  }),
  accountability: (facts) => ({
    title: `关于移送${about(facts)}舆情办理中有关问题线索的函`,
    to: facts.roles.discipline,
    paragraphs: filled(
      '一、舆情基本情况',
      basics(facts),
      '二、办理时限情况',
      ...times(facts),
      ...measures(facts),
      '三、移送事项',
      `按照孝政办发〔2020〕35号任务三（三），现将该舆情办理中的有关情况移送，建议依法依规处理。本函只移送办理环节的客观记录，不作责任认定。`,
      `需要核实的问题：${UNKNOWN}（请填写）。`,
    ),
  }),
};

/** 摘要 of at most 200 characters, and one sentence of judgement. */
function summaryOf(facts: DocumentFacts): string {
  const what = facts.summary.map((one) => plain(one)).join('；') || plain(facts.title);
  const text = what.length > 150 ? `${what.slice(0, 149)}…` : what;
  return `摘要：${text}。${levelWords(facts)}，${isAnswered(facts.state) || isOver(facts.state) ? '已公开回应' : '尚未公开回应'}。`;
}

function riskOf(facts: DocumentFacts): string {
  const reasons = [
    facts.mustRespond.length > 0 ? '属必须回应的情形' : '',
    facts.items.sources.length > 2 ? `已有${facts.items.sources.length}个来源` : '',
    facts.spread.hotSearch ? '已进入热搜' : '',
    facts.deadlines.some(({ state }) => state === 'missed') ? '法定时限已超' : '',
    facts.claim === 'unverified' ? '说法尚未核实' : '',
  ].filter(Boolean);
  return reasons.length > 0 ? `${reasons.join('，')}。` : `风险因素：${UNKNOWN}（请填写）。`;
}

function adviceOf(facts: DocumentFacts): string[] {
  const next = facts.deadlines.find(({ state }) => state === 'open');
  return [
    facts.answeredAt
      ? '1.持续发布进展，兑现已作承诺。'
      : `1.由${list(facts.respondents)}围绕公众关切核实情况，${next ? `于${minuteWords(next.dueAt)}前` : '尽快'}公开回应。`,
    facts.respondents.length > 1 ? '2.涉及多个部门，发布前核对数字、时间、地点，口径保持一致。' : '',
  ].filter(Boolean);
}

const musts: Record<string, string> = {
  'MR-1': '误解误读',
  'MR-2': '公众切身利益',
  'MR-3': '冲击道德底线',
  'MR-4': '突发事件、灾害、公共卫生',
  'MR-5': '上级要求',
  'MR-6': '社会热点',
};

/** The fields of domain 2.4, without account and link: units get neither. */
function dispatchFields(facts: DocumentFacts): [string, string][] {
  const { first } = facts;
  const fields: [string, string][] = [
    ['编号', facts.number],
    ['舆情标题', plain(facts.title)],
    [
      '来源',
      [...new Set([...(first.source ? [first.source] : []), ...facts.items.sources])].slice(0, 8).join('、'),
    ],
    ['首发时间', first.at ? minuteWords(first.at) : ''],
    ['发现时间', minuteWords(facts.discoveredAt)],
    ['内容摘要', facts.summary.join('')],
    ['等级', levelWords(facts)],
    ['必须回应情形', facts.mustRespond.map((rule) => musts[rule] ?? rule).join('、')],
    ['第一责任主体', facts.firstResponsible.join('、')],
    ['回应主体', facts.respondents.join('、')],
    ['协调主体', facts.coordinators.join('、')],
    ['牵头部门', facts.lead ?? ''],
    ['公众关切', facts.questions.map(({ text }, index) => `${index + 1}.${plain(text)}`).join('\n')],
    ['办理时限', times(facts).join('\n')],
    [
      '签收',
      facts.duties
        .flatMap(({ unit, signedAt }) => (signedAt ? [`${unit} ${minuteWords(signedAt)}`] : []))
        .join('\n'),
    ],
    ['拟回应口径', ''],
    ['附件', ''],
  ];
  return fields.filter(([label, value]) => value !== '' || label === '拟回应口径');
}
