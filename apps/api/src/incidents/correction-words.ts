import type { CorrectedAspect } from '#incidents';

type LogWords = Record<
  'judgement.corrected' | 'judgement.correction_undone',
  (data: Record<string, unknown>) => string
>;

/** What of a judgement a person put right, in the words of the page. */
export const aspectWords: Record<CorrectedAspect, string> = {
  relevance: '是否属本市',
  place: '地点',
  field: '领域',
  topic: '主题',
  event_kind: '突发事件类别',
  tone: '情绪倾向',
  figure: '伤亡与损失数字',
  level: '等级',
  duplicate: '重复信息',
};

const aspectOf = (data: Record<string, unknown>): string =>
  aspectWords[data['aspect'] as CorrectedAspect] ?? '研判结果';

/** Sentences of the log about corrections of the judgement. */
export const correctionSentences: LogWords = {
  'judgement.corrected': (data) => `更正研判：${aspectOf(data)}`,
  'judgement.correction_undone': (data) => `撤销对${aspectOf(data)}的更正`,
};
