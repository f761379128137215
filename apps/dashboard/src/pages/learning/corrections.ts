import type { AspectTotals, CorrectionTotals, LastTraining } from '../../../../api/src/contract/index.js';
import { exactTime } from '../../words/times.js';
import { percent } from '../workbench/view.js';

/** Since when is counted, and how much of it the next training learns from. */
export function sinceWords({ since, aspects }: CorrectionTotals): string {
  const from = since === null ? '还没有训练过模型，更正全部计入' : `上次训练（${exactTime(since)}）以来`;
  const learned = aspects.filter((one) => one.learned).reduce((sum, { count }) => sum + count, 0);
  const next = learned > 0 ? `，其中 ${learned} 处供下次训练学习` : '';
  return `${from}，更正 ${aspects.reduce((sum, { count }) => sum + count, 0)} 处${next}。`;
}

/** What the last training made of the corrections before it; empty where it was not measured. */
export function trainingWords({
  number,
  stateWords,
  corrections,
  before,
  after,
  regression,
}: LastTraining): string {
  const learned = `第${number}号模型（${stateWords}）学习了此前 ${corrections} 处更正`;
  const figures =
    before && after ? `，领域准确率由 ${percent(before.accuracy)} 变为 ${percent(after.accuracy)}` : '';
  const cases = regression
    ? `，回归样例由错变对 ${regression.mended} 条、由对变错 ${regression.broken} 条`
    : '';
  return `${learned}${figures}${cases}。`;
}

/** What the corrections of one aspect led to. */
export function ledTo({ aspect, rerouted, learned, takenBack }: AspectTotals): string {
  const parts = [
    ...(rerouted > 0 ? [`${rerouted} 件的承办单位随之改变`] : []),
    ...(learned ? ['下次训练学习'] : []),
    ...(aspect === 'place' || aspect === 'relevance' ? ['地名建议见下方'] : []),
    ...(takenBack > 0 ? [`另有 ${takenBack} 处已撤销`] : []),
  ];
  return parts.join('；');
}
