import type { Disposition } from '#incidents';
import type { NoticeFacts, Template } from './template.js';

/**
 * What a unit is told whose duty was taken back (处置去向, domain (f)7): where it went as far as a message may say. Of a
 * report on public servants nothing is said but that another procedure has it (RT-05).
 */
const ENDED: Record<Disposition, { short: string; line: string }> = {
  respond: { short: '交办已撤回，无需再办', line: '交办已撤回，贵单位无需再办。' },
  reply: { short: '交办已撤回，无需再办', line: '已改由承办单位直接答复，贵单位无需再办。' },
  hotline: { short: '已转12345办理，无需再办', line: '已转12345热线办理，贵单位无需再办。' },
  watch: {
    short: '转为先行观察，暂无需办理',
    line: '已转为先行观察，贵单位暂无需办理；需要办理的，另行交办。',
  },
  transfer: { short: '已转出，无需再办', line: '已转出，贵单位无需再办。' },
  refer: { short: '已按其他程序办理，无需再办', line: '已按其他程序办理，贵单位无需再办。' },
  not_government: { short: '不属政务舆情，无需再办', line: '经研判不属政务舆情，贵单位无需再办。' },
};
const RECALLED = {
  short: '交办已撤回，暂无需办理',
  line: '交办已撤回，处置去向另行决定，贵单位暂无需办理。',
};

const wordsOf = ({ ended }: NoticeFacts) => (ended ? ENDED[ended] : RECALLED);
const of = ({ unit }: NoticeFacts) => (unit ? `${unit}：` : '');

export const disposedTemplates = {
  disposed: {
    subject: (f) => `${wordsOf(f).short}：${f.number}（${f.level}）`,
    lines: (f) => [`${of(f)}此前交办的政务舆情 ${f.number} ${wordsOf(f).line}`],
    action: '查看我的任务',
  },
  disposition_to_confirm: {
    subject: (f) => `${f.number}（${f.level}）处置意见待第二人确认`,
    lines: (f) => [
      `政务舆情 ${f.number} 属必须回应或重大以上，现有意见认为不属本市职责，须由提出人以外的另一人确认。确认以前照常办理，时限照常计算。`,
    ],
    action: '查看并确认',
  },
  disposed_undone: {
    subject: (f) => `请继续办理：${f.number}（${f.level}）`,
    lines: (f) => [
      `${of(f)}此前“无需再办”的决定已撤销，政务舆情 ${f.number} 请贵单位继续办理，原有时限不变，已签收的无须再签。`,
    ],
    action: '查看任务',
  },
} as const satisfies Record<string, Template>;
