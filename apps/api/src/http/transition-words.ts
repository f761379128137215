import {
  DUTY_LIFE,
  INCIDENT_LIFE,
  type DutyEvent,
  type DutyState,
  type IllegalTransition,
  type IncidentEvent,
  type IncidentState,
} from '#incidents';
import { RESPONSE_LIFE, type ResponseEvent, type ResponseState } from '#respond';
import { responseWords, stateWords } from '../incidents/words.js';

/** What a person does; the others follow by themselves. */
const incidentEvents: Partial<Record<IncidentEvent, string>> = {
  needs_confirmation: '交由市政府办公室确认',
  dispatch: '交办',
  watch: '先观察',
  set_aside: '转出或不派单',
  answer: '登记回应',
  follow_up: '跟踪办理',
  close: '办结',
  reopen: '重新办理',
  evaluate: '评估',
  archive: '归档',
};
const dutyEvents: Partial<Record<DutyEvent, string>> = {
  sign: '签收',
  refuse: '提出退单',
  verify: '报送核实初报',
  draft: '提交回应稿',
  align: '确认口径一致',
  approve: '审签',
  return: '退回重拟',
  publish: '发布回应',
};
const responseEvents: Record<ResponseEvent, string> = {
  submit: '提交审签',
  submit_joint: '提交口径校验',
  agree: '确认口径一致',
  return: '退回修改',
  approve: '审签',
  publish: '发布',
  withdraw: '撤回',
};
const dutyStates: Record<DutyState, string> = {
  sent: '待签收',
  signed: '已签收',
  refused: '退单待裁定',
  verified: '已报核实初报',
  drafted: '已提交回应稿',
  aligned: '口径已一致',
  approved: '已审签',
  published: '已发布',
  withdrawn: '已撤回',
};

/** What of a table can be told: names of states, of events, and where they lead. */
interface Telling {
  what: string;
  states: Partial<Record<string, string>>;
  events: Partial<Record<string, string>>;
  life: Partial<Record<string, Partial<Record<string, string>>>>;
}
const tellings: Record<IllegalTransition['subject'], Telling> = {
  incident: { what: '事件', states: stateWords, events: incidentEvents, life: INCIDENT_LIFE },
  duty: { what: '任务', states: dutyStates, events: dutyEvents, life: DUTY_LIFE },
  response: {
    what: '回应稿',
    states: responseWords satisfies Partial<Record<ResponseState, string>>,
    events: responseEvents,
    life: RESPONSE_LIFE,
  },
};

const ARCHIVED: IncidentState = 'archived';

/** In which state it is, what is not possible there, and what is. */
export function transitionWords({ state, event, subject }: IllegalTransition): {
  detail: string;
  possible: { event: string; text: string }[];
} {
  const { what, states, events, life } = tellings[subject];
  if (subject === 'incident' && state === ARCHIVED)
    return { detail: '事件已经归档，内容不再变动。如有新情况，将另立事件并注明关联。', possible: [] };
  const possible = Object.keys(life[state] ?? {}).flatMap((each) => {
    const text = events[each];
    return text ? [{ event: each, text }] : [];
  });
  const now = `${what}目前${states[state] ? `为“${states[state]}”` : '的状态已经变动'}`;
  const asked = events[event] ? `不能${events[event]}` : '不能这样办理';
  const instead =
    possible.length > 0
      ? `现在可以：${[...new Set(possible.map(({ text }) => text))].join('、')}。`
      : '请刷新页面查看最新情况。';
  return { detail: `${now}，${asked}。${instead}`, possible };
}
