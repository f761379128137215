import type { NoticeFacts, Template } from './template.js';

const of = (facts: NoticeFacts) => (facts.unit ? `${facts.unit}：` : '');
const sheet = (facts: NoticeFacts) => facts.supervision?.number ?? '';
const unit = (facts: NoticeFacts) => facts.supervision?.unit ?? facts.unit ?? '承办单位';
const by = (facts: NoticeFacts) => (facts.supervision ? `请于${facts.supervision.due}前报送办理情况。` : '');

/** What is told of urging by hand (催办), supervision orders (督办单) and progress that is due (DL-04). */
export const superviseTemplates = {
  urged: {
    subject: (f) => `催办：${f.number}（${f.level}），请尽快办理`,
    lines: (f) => [
      `${of(f)}市政府办公室催办政务舆情 ${f.number}，请尽快办理。`,
      ...(f.signDue ? [`签收时限${f.signDue}。`] : []),
    ],
    action: '查看并办理',
  },
  urged_leader: {
    subject: (f) => `再次催办：${f.number}（${f.level}），报请分管负责人`,
    lines: (f) => [`${of(f)}政务舆情 ${f.number} 已再次催办，报请分管负责人督促办理。`],
    action: '查看并办理',
  },
  supervised: {
    subject: (f) => `督办单 ${sheet(f)}：${f.number}（${f.level}）`,
    lines: (f) => [`${unit(f)}：现就政务舆情 ${f.number} 签发督办单 ${sheet(f)}。`, by(f)],
    action: '查看督办事项',
  },
  supervision_near: {
    subject: (f) => `督办时限将至：${sheet(f)}，${f.number}`,
    lines: (f) => [`${unit(f)}：督办单 ${sheet(f)}（政务舆情 ${f.number}）尚未报送办理情况。`, by(f)],
    action: '查看督办事项',
  },
  supervision_overdue: {
    subject: (f) => `督办逾期：${sheet(f)}，${f.number}（${f.level}）`,
    lines: (f) => [`${unit(f)}：督办单 ${sheet(f)}（政务舆情 ${f.number}）已过办理时限，请即报送办理情况。`],
    action: '查看督办事项',
  },
  supervision_overdue_office: {
    subject: (f) => `督办逾期：${unit(f)}，${sheet(f)}`,
    lines: (f) => [`${unit(f)}逾期未报送督办单 ${sheet(f)}（政务舆情 ${f.number}）的办理情况。`],
    action: '进入工作台',
  },
  supervision_answered: {
    subject: (f) => `${unit(f)}已报送督办单 ${sheet(f)} 的办理情况`,
    lines: (f) => [
      `${unit(f)}已报送督办单 ${sheet(f)}（政务舆情 ${f.number}）的办理情况，请审核后销号或退回。`,
    ],
    action: '进入工作台',
  },
  supervision_returned: {
    subject: (f) => `督办办理情况退回：${sheet(f)}，${f.number}`,
    lines: (f) => [
      `${unit(f)}：对督办单 ${sheet(f)}（政务舆情 ${f.number}）报送的办理情况已退回，请补充办理。`,
      by(f),
    ],
    action: '查看督办事项',
  },
  supervision_withdrawn: {
    subject: (f) => `撤回督办单 ${sheet(f)}`,
    lines: (f) => [`${unit(f)}：督办单 ${sheet(f)}（政务舆情 ${f.number}）已撤回，其中的督办事项无须办理。`],
    action: '查看',
  },
  instructed: {
    subject: (f) => `领导批示交办：${f.number}`,
    lines: (f) => [`${unit(f)}：市领导对政务舆情 ${f.number} 作出批示，请查看批示内容和办理要求，按时回告。`],
    action: '查看批示',
  },
  instruction_near: {
    subject: (f) => `批示回告时限将到：${f.number}`,
    lines: (f) => [`${unit(f)}：政务舆情 ${f.number} 领导批示的回告时限将到，请按时报送办理情况。`],
    action: '报送回告',
  },
  instruction_overdue: {
    subject: (f) => `批示逾期未回告：${f.number}`,
    lines: (f) => [`${unit(f)}：政务舆情 ${f.number} 领导批示的回告时限已过，请即报送办理情况。`],
    action: '报送回告',
  },
  instruction_reported: {
    subject: (f) => `批示办理情况已报齐：${f.number}`,
    lines: (f) => [`政务舆情 ${f.number} 领导批示的承办单位已全部报送，请向领导回告并登记。`],
    action: '进入工作台',
  },
  super_again: {
    subject: (f) => `${f.number}：情况有变化，请再次研判是否确认特别重大`,
    lines: (f) => [
      `政务舆情 ${f.number} 建议定为特别重大，此前决定暂不确认。现情况有变化，请再次研判。变化内容请登录查看。`,
    ],
    action: '进入研判',
  },
  emergency_at_night: {
    subject: (f) => `夜间突发情况：${f.number}（${f.level}），请立即核实`,
    lines: (f) => [
      `非工作时间发现政务舆情 ${f.number}，涉及突发事件。请立即核实人员伤亡和处置情况，需要向上级报告的按规定时限报告。`,
      '责任单位联系不上的，请在今晚值班页面打电话通知。',
    ],
    action: '进入工作台',
  },
  level_to_settle: {
    subject: (f) => `${f.number}：突发事件等级为疑似，请核定`,
    lines: (f) => [
      `政务舆情 ${f.number} 的突发事件等级来自传闻或推断，现按疑似等级计时。请核实后登记属实、不属实或暂不能判断。`,
    ],
    action: '核定等级',
  },
  progress_due: {
    subject: (f) => `${f.number}（${f.level}）：请报送办理进展`,
    lines: (f) => [
      `${of(f)}政务舆情 ${f.number} 首次回应后尚未办结，一天内没有新的进展，请根据工作进展持续发布信息并报送情况。`,
    ],
    action: '查看',
  },
} as const satisfies Record<string, Template>;
