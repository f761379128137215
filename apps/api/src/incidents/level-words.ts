import type { LogType } from '#incidents/service';

type Data = Record<string, unknown>;
const text = (data: Data, key: string): string => {
  const value = data[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
const about = (words: string): string => (words ? `：${words}` : '');

export const verdictWords: Record<string, string> = {
  true: '属实',
  untrue: '不属实',
  open: '暂不能判断',
};
/** A level of an emergency in words. */
export const eventWords = (level: unknown): string =>
  level === 'none' ? '不构成突发事件' : `${String(level)} 级`;

/** Sentences of counts that grew, of suspected levels that people settle, and of rises. */
export const levelSentences = {
  'item.grown': (data: Data) =>
    `再次见到一条信息，浏览${text(data, 'views')}次、互动${text(data, 'interactions')}次`,
  'level.settled': (data: Data) => {
    const verdict = verdictWords[text(data, 'verdict')] ?? '';
    const level = data['verdict'] === 'untrue' ? `，突发事件等级改为${eventWords(data['to'])}` : '';
    return `核定疑似等级（${eventWords(data['from'])}）：${verdict}${level}${about(text(data, 'reason'))}`;
  },
  'level.settle_proposed': (data: Data) =>
    `提出疑似等级（${eventWords(data['from'])}）不属实，待另一人复核${about(text(data, 'reason'))}`,
  'level.settle_declined': () => '复核未同意疑似等级不属实，时限照常计算',
  'level.settle_withdrawn': () => '撤回疑似等级不属实的意见',
  'level.settle_asked': (data: Data) => `第${text(data, 'round')}次提请核定疑似等级`,
  'spike.linked': (data: Data) => `关联异常增长：${text(data, 'label')}`,
} satisfies Partial<Record<LogType, (data: Data) => string>>;
