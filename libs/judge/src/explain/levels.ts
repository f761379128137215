import type { Reason } from '#incidents';
import { levelName } from '../levels/event.js';
import { finding, ofReason } from './findings.js';
import type { ExplainedStep, Finding, Looked } from './types.js';

/** Both levels, the sum beside the opinion level, and why an answer is owed. */
export function levelSteps(looked: Looked): ExplainedStep[] {
  const { judgement } = looked;
  const { eventLevel, provisional, opinionLevel, opinionConfirmed, mustRespond } = judgement;
  return [
    {
      key: 'event_level',
      summary: `${provisional ? '疑似' : ''}${levelName(eventLevel)}。`,
      findings: reasons(looked, isEvent, '事件分级表'),
    },
    {
      key: 'opinion_level',
      summary: `${opinionLevel}${opinionConfirmed ? '，已由人工确认' : ''}。`,
      findings: [...reasons(looked, isOpinion, '舆情分级规则'), ...parts(looked)],
    },
    {
      key: 'must_respond',
      summary: mustRespond.length > 0 ? `必须回应，依据 ${mustRespond.join('、')}。` : '不在必须回应之列。',
      findings: reasons(looked, isMust, '必须回应的情形'),
    },
  ];
}

const isEvent = ({ rule }: Reason): boolean => rule.startsWith('EV');
const isOpinion = ({ rule }: Reason): boolean => rule.startsWith('OP-');
const isMust = ({ rule }: Reason): boolean => rule.startsWith('MR-');

const reasons = ({ judgement, reading }: Looked, of: (reason: Reason) => boolean, what: string): Finding[] =>
  judgement.why.filter(of).map((reason) => ofReason(reading.full, reason, what));

/** The sum orders matters within a level; it decides none. */
function parts({ judgement }: Looked): Finding[] {
  return (judgement.opinionParts ?? []).map(({ rule, points, because }) =>
    finding('热度分', { because, rule, score: points }),
  );
}
