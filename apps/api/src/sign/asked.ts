import { isLeaderView, isOver, onlyLooks, type SignScene } from './scene.js';
import { isAnswered, isOver as over } from '#incidents';

/** What is asked of the reader, in one line and what follows from it. */
export interface Asked {
  /** 请签收 */
  title: string;
  lines: string[];
  /** By when; the nearest time that runs for it. */
  dueAt: Date | null;
}

type Facts = Pick<SignScene, 'loaded' | 'duty' | 'care' | 'reader' | 'handedOn'>;

/** What somebody has to do next, from the state of the duty and who is asking. Pure. */
export function askedOf(scene: Facts): Asked {
  const { duty, loaded, handedOn } = scene;
  if (!duty.mustSign)
    return { title: '请知悉', lines: ['本件仅供知悉，无须签收，请做好配合。'], dueAt: null };
  if (over(loaded.row.state))
    return { title: '已办结', lines: ['这一事件已经办结，无须再办理。'], dueAt: null };
  if (isOver(scene)) return { title: '无须办理', lines: ['这一事件不再交办，无须办理。'], dueAt: null };
  if (onlyLooks(scene))
    return {
      title: `已转交${handedOn?.to?.name ?? '同事'}`,
      lines: ['由其继续办理。本页仍可查看；如仍由您办理，请先收回。'],
      dueAt: null,
    };
  if (duty.state === 'sent') return isLeaderView(scene) ? supervise(scene) : sign(scene);
  if (duty.state === 'refused')
    return {
      title: '请先行核查',
      lines: ['退单正待裁定，裁定前仍由贵单位先行核查，各项时限照常计算。', ...report(scene)],
      dueAt: reportDue(scene),
    };
  return handle(scene);
}

function sign(scene: Facts): Asked {
  const { duty } = scene;
  const then = duty.reportDueAt ? '签收后请报送核实初报，回答三个问题。' : '签收后请核实情况，配合回应。';
  return { title: '请签收', lines: [then], dueAt: duty.signDueAt };
}

function supervise({ duty }: Facts): Asked {
  return {
    title: '请督促签收',
    lines: ['贵单位联络人尚未签收，请督促其办理；也可以由您签收。'],
    dueAt: duty.signDueAt,
  };
}

/** Signed: the first report, then what the role asks for. */
function handle(scene: Facts): Asked {
  const { duty, loaded, care } = scene;
  if (care.mayReport && duty.reportDueAt)
    return {
      title: '请报送核实初报',
      lines: ['回答下面三个问题，报送后不能修改。'],
      dueAt: duty.reportDueAt,
    };
  if (isAnswered(loaded.row.state))
    return { title: '已登记回应', lines: ['请继续处理群众反映的问题，有新情况及时补充。'], dueAt: null };
  const statutory = loaded.deadlines.find((row) => row.kind === 'statutory' && row.state === 'open');
  if (duty.roles.includes('respondent'))
    return {
      title: '请拟写回应',
      lines: ['已签收。请登录系统拟写回应口径，按时限公开回应。'],
      dueAt: statutory?.dueAt ?? null,
    };
  if (duty.roles.includes('pool_owner'))
    return { title: '请分派', lines: ['已签收。请登录系统确定责任单位。'], dueAt: statutory?.dueAt ?? null };
  if (duty.roles.includes('acting_coordinator'))
    return {
      title: '请代行协调',
      lines: ['已签收。请登录系统协调有关单位。'],
      dueAt: statutory?.dueAt ?? null,
    };
  return {
    title: '请配合核实',
    lines: ['已签收。请核实本辖区、本单位的情况，提供给回应单位。'],
    dueAt: null,
  };
}

const report = ({ care }: Facts): string[] => (care.mayReport ? ['请按时报送核实初报。'] : []);
const reportDue = ({ care, duty }: Facts): Date | null => (care.mayReport ? duty.reportDueAt : null);

/** Why the last message came, where that is not plain from the state of the duty. */
export function messageWords(template: string | null): string | null {
  return template === null ? null : (MESSAGES[template] ?? null);
}

const MESSAGES: Record<string, string> = {
  reminder: '这是催办：贵单位尚未签收。',
  overdue_leader: '贵单位逾期未签收，报请分管负责人督促。',
  report_reminder: '这是提醒：核实初报将到时限。',
  report_overdue: '核实初报已过时限，请即报送。',
  report_overdue_leader: '核实初报逾期未报，报请分管负责人督促。',
  deadline_half: '法定时限已过一半，请抓紧办理。',
  deadline_near: '法定时限仅剩两成，请抓紧办理。',
  deadline_missed: '法定时限已过，请即办理。',
  deadline_missed_unit: '法定时限已过，报请分管负责人督促。',
  urged_leader: '已再次催办，报请分管负责人督促。',
  instructed: '市领导作出批示，请登录查看要求，按时回告。',
  instruction_near: '批示回告时限将到，请按时报送。',
  instruction_overdue: '批示回告时限已过，请即报送。',
  super_again: '情况有变化，请再次研判是否确认特别重大。',
  emergency_at_night: '非工作时间发现突发情况，请立即核实。',
  level_to_settle: '突发事件等级为疑似，请核实后核定。',
  progress_due: '首次回应后尚未办结，请报送办理进展。',
};
