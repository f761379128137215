import type { DocumentFacts } from './facts.js';
import { list, minuteWords, plain, secondWords, UNKNOWN } from './words.js';

const claims: Record<DocumentFacts['claim'], string> = {
  none: '',
  unverified: '上述说法尚未核实。',
  verified: '上述说法已经核实。',
  refuted: '上述说法经核实不属实。',
  denied_by_party: '当事方否认上述说法，尚未核实。',
};

export const levelWords = (facts: DocumentFacts): string => {
  const open = facts.opinionLevel === '特别重大' && !facts.opinionConfirmed ? '（待确认）' : '';
  const event =
    facts.eventLevel === 'none'
      ? '突发事件等级未定级'
      : `突发事件等级${facts.eventLevel}级${facts.provisional ? '（疑似）' : ''}`;
  return `舆情等级${facts.opinionLevel}${open}，${event}`;
};

/** 一、基本情况: when to the second, where published, where it concerns, what. Never an account. */
export function basics(facts: DocumentFacts): string {
  const { first } = facts;
  const published = first.at ? `${secondWords(first.at)}，` : '';
  const source = first.source ? `“${first.source}”出现相关信息。` : `信息来源：${UNKNOWN}。`;
  const said = facts.summary.length > 0 ? facts.summary.map((one) => `${plain(one)}。`).join('') : '';
  return [
    `${published}${source}`,
    `我市于${minuteWords(facts.discoveredAt)}发现：${plain(facts.title)}（编号${facts.number}）。`,
    said,
    `涉及地点：${list(facts.places)}。${levelWords(facts)}。`,
    claims[facts.claim],
  ].join('');
}

/** 二、传播情况 */
export function spread(facts: DocumentFacts): string {
  const { items, spread: seen } = facts;
  const counts =
    items.all > 0
      ? `截至${minuteWords(facts.at)}，收到相关信息${items.all}条，其中非转载${items.own}条，来源：${list(items.sources)}。`
      : `相关信息：${UNKNOWN}。`;
  const heat = [
    seen.views === null ? '' : `浏览约${seen.views}次`,
    seen.interactions === null ? '' : `评论、转发、点赞共${seen.interactions}次`,
  ].filter(Boolean);
  return [counts, heat.length > 0 ? `${heat.join('，')}。` : '', seen.hotSearch ? '已进入热搜。' : ''].join(
    '',
  );
}

/** 公众关切 */
export const concerns = (facts: DocumentFacts): string[] =>
  facts.questions.length > 0
    ? facts.questions.map(({ text, items }, index) => `${index + 1}.${plain(text)}（${items}条信息提到）。`)
    : [`公众主要关切：${UNKNOWN}。`];

const done: Record<DocumentFacts['duties'][number]['state'], string> = {
  sent: '尚未签收',
  signed: '已签收',
  refused: '已提出退单，裁定前先行核查',
  verified: '已核实',
  drafted: '已拟回应稿',
  aligned: '口径已一致',
  approved: '回应稿已审签',
  published: '已回应',
  withdrawn: '任务已撤回',
};

/** 三、工作措施: to whom, how far they are, what was found and published. */
export function measures(facts: DocumentFacts): string[] {
  const standing = facts.duties.filter(
    ({ state, roles }) => state !== 'withdrawn' && roles.some((role) => role !== 'informed'),
  );
  const reports = standing.flatMap(({ unit, report, reportedAt }) =>
    report && reportedAt
      ? [`${minuteWords(reportedAt)}${unit}核实初报：${plain(report).replaceAll('\n', '；')}。`]
      : [],
  );
  return [
    standing.length > 0
      ? `已交办：${standing.map(({ unit, state }) => `${unit}（${done[state]}）`).join('、')}。`
      : `交办对象：${UNKNOWN}。`,
    `第一责任主体：${list(facts.firstResponsible)}；回应主体：${list(facts.respondents)}；协调主体：${list(facts.coordinators)}。`,
    ...(facts.supervisions.length > 0 ? [`已发督办单：${facts.supervisions.join('、')}。`] : []),
    ...reports,
    facts.answeredAt ? `${minuteWords(facts.answeredAt)}已公开回应。` : '尚未公开回应。',
  ];
}

const states = { open: '计时中', met: '已按时完成', missed: '已超时', superseded: '已被取代' };
export const times = (facts: DocumentFacts): string[] =>
  facts.deadlines.length === 0
    ? [`法定时限：${UNKNOWN}。`]
    : facts.deadlines.map(({ name, dueAt, state }) => `${name}截止${minuteWords(dueAt)}，${states[state]}。`);

export const figures = (facts: DocumentFacts): string => {
  const { dead, injured, missing, trapped, atRisk } = facts.casualties;
  const known = (
    [
      ['死亡', dead],
      ['受伤', injured],
      ['失联', missing],
      ['被困', trapped],
      ['涉险', atRisk],
    ] as const
  ).flatMap(([word, count]) => (count === null ? [] : [`${word}${count}人`]));
  return known.length > 0 ? `网上信息所述人员情况：${known.join('、')}，以核实为准。` : '';
};
