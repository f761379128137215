import type {
  ChangeSummary,
  StartTrial,
  TrialStepView,
  TrialSummary,
  TrialView,
} from '../../../../api/src/contract/index.js';
import { fromLocalInput, spanWords } from '../../words/times.js';

/** How a trial is asked for, as a person fills it in. */
export interface TrialForm {
  speed: number;
  level: string;
  startsAt: string;
  /** ISO 8601 durations; empty: it never happens. */
  signAfter: string;
  reportAfter: string;
  answerAfter: string;
  sendTo: StartTrial['sendTo'];
  address: string;
  repeated: string;
  /** A proposed change of the directory whose rules are tried; empty: the rules in force. */
  changeId: string;
}

export const blankTrial = (): TrialForm => ({
  speed: 3600,
  level: '',
  startsAt: '',
  signAfter: '',
  reportAfter: '',
  answerAfter: '',
  sendTo: 'none',
  address: '',
  repeated: '',
  changeId: '',
});

export const SPEEDS = [
  { speed: 60, word: '1 秒走 1 分钟' },
  { speed: 600, word: '1 秒走 10 分钟' },
  { speed: 3600, word: '1 秒走 1 小时' },
  { speed: 21_600, word: '1 秒走 6 小时' },
] as const;

export const AFTERS = [
  { after: '', word: '一直没有' },
  { after: 'PT10M', word: '10 分钟后' },
  { after: 'PT30M', word: '30 分钟后' },
  { after: 'PT2H', word: '2 小时后' },
  { after: 'PT8H', word: '8 小时后' },
  { after: 'P1D', word: '1 天后' },
  { after: 'P2D', word: '2 天后' },
] as const;

export const afterWord = (after: string | null): string =>
  AFTERS.find((one) => one.after === (after ?? ''))?.word ?? after ?? '';

export function toStart(form: TrialForm): StartTrial {
  const typed = form.sendTo === 'address';
  return {
    speed: form.speed,
    level: (form.level || null) as StartTrial['level'],
    startsAt: fromLocalInput(form.startsAt),
    signAfter: form.signAfter || null,
    reportAfter: form.reportAfter || null,
    answerAfter: form.answerAfter || null,
    sendTo: form.sendTo,
    address: typed ? form.address.trim() : null,
    repeated: typed ? form.repeated.trim() : null,
    changeId: form.changeId || null,
  };
}

/** Parts of the directory that a trial depends on. */
const TIMES = ['policies', 'deadlines', 'clocks', 'calendar'];

/** Changes not in force that are worth a trial: 第12号（待核准）签收催办改严 */
export const triable = (changes: readonly ChangeSummary[]): { id: string; word: string }[] =>
  changes
    .filter(
      ({ state, kinds }) =>
        (state === 'draft' || state === 'proposed') && kinds.some((kind) => TIMES.includes(kind)),
    )
    .map(({ id, number, state, title }) => ({
      id,
      word: `第${number}号修改（${state === 'draft' ? '我的拟稿' : '待核准'}）${title}`,
    }));

/** What keeps a trial from being started; empty when nothing does. */
export function lackOf(form: TrialForm): string {
  if (form.sendTo !== 'address') return '';
  if (!/^\S+@\S+\.\S+$/.test(form.address.trim())) return '请填写接收推演邮件的邮箱';
  return form.address.trim() === form.repeated.trim() ? '' : '两次填写的邮箱不一致';
}

/** Only the plan's own questions: an address being typed changes nothing of it. */
export const planKey = (form: TrialForm): string => JSON.stringify({ ...form, address: '', repeated: '' });

export const stateWords: Record<TrialSummary['state'], string> = {
  running: '进行中',
  done: '已走完',
  stopped: '已中止',
};

/** 已走12步，共20步；2步无人可通知 */
export function progressWords({ taken, of, nobody, mailsFailed }: TrialSummary): string {
  const parts = [`已走 ${taken} 步，共 ${of} 步`];
  if (nobody) parts.push(`${nobody} 步无人可通知`);
  if (mailsFailed) parts.push(`${mailsFailed} 封邮件没有送出`);
  return parts.join('；');
}

/** Share of the trial's own time that has passed, 0–100. */
export function shareOf({ virtualStart, virtualEnd, virtualNow, state }: TrialView): number {
  if (state === 'done') return 100;
  const [from, to, now] = [virtualStart, virtualEnd, virtualNow].map((at) => Date.parse(at)) as [
    number,
    number,
    number,
  ];
  return to <= from ? 100 : Math.round(((now - from) / (to - from)) * 100);
}

export const lengthWords = ({
  virtualStart,
  virtualEnd,
}: Pick<TrialView, 'virtualStart' | 'virtualEnd'>): string =>
  spanWords(Math.max(0, Date.parse(virtualEnd) - Date.parse(virtualStart)), false);

export const stepState: Record<TrialStepView['state'], string> = {
  planned: '未到',
  taken: '已到',
  spared: '免',
  dropped: '中止后未走',
};
export const mailWords: Record<TrialStepView['mail'], string> = {
  none: '',
  pending: '等待发送',
  sending: '正在发送',
  accepted: '测试邮箱已收下',
  failed: '测试邮箱没有收到',
};
