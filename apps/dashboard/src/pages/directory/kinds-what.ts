import { basis, BOTH, from, notWords, to, words, type KindSpec } from './field-spec.js';
import { signalKinds, stageWords } from './words.js';

/** What: fields of annex 1, topics, circumstances and the rules themselves. */
export const what = {
  fields: {
    word: '领域',
    hint: '通知附件1的26个领域及其牵头单位列在这里。',
    fields: [
      { name: 'no', label: '序号', type: 'number', required: true, fixed: true },
      { name: 'name', label: '领域', type: 'text', required: true },
      { name: 'unit', label: '责任单位', type: 'unit', required: true },
      from,
      to,
    ],
  },
  topics: {
    word: '主题',
    hint: '群众反映的具体事项、主管单位和表明它的用词列在这里。',
    fields: [
      { name: 'no', label: '序号', type: 'number', required: true, fixed: true },
      { name: 'name', label: '主题', type: 'text', required: true },
      {
        name: 'unit',
        label: '主责单位',
        type: 'unitOrLocal',
        required: true,
        hint: '“属地”即所涉乡镇（街道）',
      },
      { name: 'assisting', label: '协同单位', type: 'units' },
      { name: 'field', label: '所属领域', type: 'field', empty: null, absent: null },
      words(BOTH),
      notWords,
      {
        name: 'dutyWords',
        label: '协同单位职责用词',
        type: 'wordsByUnit',
        hint: '文中出现时，该协同单位也作回应主体',
      },
      {
        name: 'displaces',
        label: '取代的主题',
        type: 'topics',
        hint: '两者都认出时，只留更具体的本主题',
      },
      from,
      to,
      basis,
    ],
  },
  signals: {
    word: '情形用语',
    hint: '涉密、谣言、演练等情形按哪些词认出，列在这里。',
    fields: [
      { name: 'kind', label: '情形', type: 'choice', required: true, fixed: true, choices: signalKinds },
      words(BOTH),
      notWords,
      basis,
    ],
  },
  rules: {
    word: '规则',
    hint: '通知的分办规则列在这里。',
    fields: [
      { name: 'id', label: '编号', type: 'text', required: true, fixed: true },
      { name: 'order', label: '次序', type: 'number', required: true },
      { name: 'stage', label: '环节', type: 'choice', required: true, fixed: true, choices: stageWords },
      { name: 'when', label: '情形', type: 'long', required: true },
      { name: 'assign', label: '交办', type: 'long', required: true },
      { name: 'coordinator', label: '协调主体', type: 'long', required: true },
      {
        name: 'needsHuman',
        label: '人工确认',
        type: 'choice',
        required: true,
        choices: { never: '不需要', conditional: '视情况', always: '须确认' },
      },
      { name: 'enabled', label: '启用', type: 'switch', absent: true },
      from,
      to,
      basis,
    ],
  },
  calendar: {
    word: '节假日安排',
    hint: '国务院办公厅公布的放假和调休安排已随软件载入；公布较晚的年份和本市另行规定的日子填在这里，以这里填的为准。',
    fields: [
      { name: 'day', label: '起始日期', type: 'day', required: true, fixed: true },
      { name: 'to', label: '截止日期', type: 'day', hint: '含当日；只有一天的不填' },
      {
        name: 'working',
        label: '上班',
        type: 'switch',
        absent: false,
        hint: '调休上班的打开，放假的关闭',
      },
      {
        name: 'reason',
        label: '事由',
        type: 'text',
        required: true,
        hint: '如“春节”“国庆节调休”；填入某年国庆节放假后，该年视为已公布',
      },
      basis,
    ],
  },
} as const satisfies Record<string, KindSpec>;
