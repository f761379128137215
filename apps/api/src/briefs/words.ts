import type { DropReason, ModelFailure } from '#report';

/** Why a sentence of the model is not taken. */
export const dropWords: Record<DropReason, string> = {
  no_citation: '没有注明所依据的信息',
  unknown_item: '注明的信息不存在',
  number: '数字在所注明的信息中找不到',
  name: '地名、单位名或人名在所注明的信息中找不到',
  time: '时间在所注明的信息中找不到',
  quote: '引语与所注明的信息不一致',
  certainty: '把未经核实的情况说成已经核实',
  rumour_as_fact: '把网传的情况当作事实',
  not_in_items: '内容与所注明的信息不符',
  too_long: '一句话过长',
  too_many: '超过句数',
};

export function failureWords(failure: ModelFailure, status: number | null): string {
  if (failure === 'http_error') return `语言模型拒绝了请求（${status ?? '未知'}），请联系系统管理员。`;
  return failures[failure];
}

const failures: Record<Exclude<ModelFailure, 'http_error'>, string> = {
  unreachable: '连接不上语言模型，请稍后再试，或联系系统管理员。',
  timeout: '语言模型没有在规定时间内答复，请稍后再试。',
  too_large: '语言模型的答复过长，没有采用。请稍后再试。',
  bad_answer: '语言模型的答复无法识别，没有采用。请联系系统管理员。',
  empty: '语言模型没有给出内容。请稍后再试。',
};
