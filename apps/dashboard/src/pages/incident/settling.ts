import type { EventLevel, SettlementView, Verdict } from '../../../../api/src/contract/index.js';

export const verdictWords: Record<Verdict, string> = {
  true: '属实',
  untrue: '不属实',
  open: '暂不能判断',
};

/** What each would do, said before it is done. */
export const effectOf: Record<Verdict, string> = {
  true: '疑似转为确定，5 小时、24 小时时限继续，48 小时时限由其取代。',
  untrue:
    '须由另一人复核。复核同意后 5 小时、24 小时时限不再计算，48 小时时限仍自发现起算；同样的传闻再次出现不再升级。',
  open: '等级和时限不变，到时再次提请。',
};

export const settlementWords: Record<SettlementView['state'], string> = {
  standing: '已核定',
  waiting: '待复核',
  declined: '复核未同意',
  withdrawn: '已撤回',
  lapsed: '等级已变动，不再适用',
  undone: '补签未认可，恢复疑似',
};

/** The lightest first. */
export const eventLevels: EventLevel[] = ['none', 'IV', 'III', 'II', 'I'];
const names: Record<EventLevel, string> = {
  none: '不构成突发事件',
  IV: '一般（IV级）',
  III: '较大（III级）',
  II: '重大（II级）',
  I: '特别重大（I级）',
};
export const eventWord = (level: EventLevel): string => names[level];
