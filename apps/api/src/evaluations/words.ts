import type { Quality, QualityAnswer } from '#report';
import type { Measure } from '#report/service';

/** What the notice asks of an answer, in its words (task 6(3)). */
export const qualityWords: Record<Quality, string> = {
  on_the_point: '围绕焦点、热点和关键问题',
  truthful: '实事求是',
  grounded: '言之有据',
  targeted: '有的放矢',
  consistent: '口径一致',
  plain: '语言准确、亲切、自然',
  not_self_talk: '不自说自话，不以工作动态代替回应',
};
export const gradeWords: Record<QualityAnswer['grade'], string> = {
  met: '达到',
  partly: '基本达到',
  not_met: '未达到',
  not_applicable: '不适用',
};
export const measureNames: Record<Measure, string> = {
  rectify: '督促整改',
  criticise: '通报批评',
  hand_over: '向有权机关提出处理建议',
};
export const bearerWords: Record<string, string> = {
  office: '市政府办公室',
  judging: '系统研判',
  collecting: '信息收集',
  nobody: '不计入任何单位',
  unit: '承办单位',
};
