import type { BriefView, ClaimView, EffectView, FindingView } from '../../../../api/src/contract/index.js';
import { shortTime } from '../../words/times.js';

/** Said where the record holds nothing. */
export const NOTHING = '资料不足';

/** How a sentence of the public stands, in the words shown before it. */
export const standingWords = {
  reported: '据反映',
  rumour: '网传，未经证实',
  verified: '已核实',
} as const;

export const claimStatusWords: Record<ClaimView['status'], { word: string; means: string }> = {
  open: { word: '待核实', means: '有群众反映，还没有核实结果' },
  unverified: { word: '未经证实', means: '转述或传言，还没有核实结果' },
  verified: { word: '已核实', means: '已有权威来源或承办单位核实' },
  refuted: { word: '不实', means: '已有权威来源或公开辟谣说明不实' },
  denied_by_party: { word: '当事方否认', means: '只有当事方否认，不能据此认定不实' },
};

export const truthWords: Record<NonNullable<FindingView['truth']>, string> = {
  true: '属实',
  partly: '部分属实',
  false: '不属实',
  checking: '正在核实',
};

export const courseWords: Record<EffectView['course'], string> = {
  down: '明显减少',
  level: '没有明显变化',
  up: '明显增多',
  too_early: '时间尚短',
  too_few: '数量太少',
};

/** The sentence above the chart. */
export function spreadSentence({ spread }: BriefView): string {
  if (spread.items === 0) return `${NOTHING}：还没有收集到公开信息。`;
  const peak = spread.steps.reduce((most, step) => (step.items > most.items ? step : most));
  const step = spread.stepMinutes === 60 ? '1 小时' : spread.stepMinutes === 360 ? '6 小时' : '1 天';
  return `共 ${spread.items} 条，其中转载 ${spread.reposts} 条；最多的 ${step}是 ${shortTime(peak.at)} 起，${peak.items} 条。`;
}

/** Label of a step under the chart. */
export const stepLabel = (at: string, stepMinutes: number): string =>
  stepMinutes === 1440 ? shortTime(at).replace(/ .*/, '') : shortTime(at);

/** What goes to a group or a phone: the three sentences, numbered. */
export const threeSentences = ({ incidentNumber, title, summary }: BriefView): string =>
  [`【${incidentNumber}】${title}`, ...summary.map(({ text }, index) => `${index + 1}. ${text}`)].join('\n');
