import { basis, from, notWords, to, words, type KindSpec } from './field-spec.js';
import { bodyKinds } from './words.js';

/** Who answers: units, how texts name their stations, and the leaders in charge. */
export const who = {
  units: {
    word: '单位',
    hint: '导入本市的单位名录后列在这里，也可以逐个添加。',
    fields: [
      {
        name: 'name',
        label: '名称',
        type: 'text',
        required: true,
        fixed: true,
        hint: '定下后不在这里改；改名用“更名或并入”，旧名的办理记录保留',
      },
      { name: 'kind', label: '类别', type: 'text', required: true },
      { name: 'aliases', label: '别名', type: 'words', hint: '群众怎么称呼它；每个词按回车确认' },
      {
        name: 'vertical',
        label: '垂直管理',
        type: 'switch',
        absent: false,
        hint: '只改变由谁协调，不改变由谁回应',
      },
      {
        name: 'superior',
        label: '上级单位',
        type: 'unit',
        empty: null,
        absent: null,
        hint: '垂直管理单位必填',
      },
      {
        name: 'respondent',
        label: '可作回应主体',
        type: 'switch',
        absent: true,
        hint: '公用企业、党委机关不作回应主体',
      },
      {
        name: 'external',
        label: '不在本系统内',
        type: 'switch',
        absent: false,
        hint: '上级部门等，不向其交办',
      },
      from,
      to,
      {
        name: 'successor',
        label: '承继者',
        type: 'unit',
        hint: '终止后由谁接办',
        shown: (body) => Boolean(body['validTo']),
      },
      basis,
      { name: 'note', label: '备注', type: 'long' },
    ],
  },
  bodies: {
    word: '机构称谓',
    hint: '派出所、供电公司、学校等机构怎么称呼、由哪个单位回应，列在这里。',
    fields: [
      { name: 'kind', label: '类别', type: 'choice', required: true, choices: bodyKinds },
      words('文中怎么称呼它；每个词按回车确认'),
      {
        name: 'unit',
        label: '归口单位',
        type: 'unit',
        empty: null,
        absent: null,
        hint: '村（社区）不填，归所属乡镇（街道）',
      },
      {
        name: 'provider',
        label: '提供情况的企业',
        type: 'unit',
        shown: (body) => body['kind'] === 'utility',
      },
      notWords,
      {
        name: 'conductWords',
        label: '自身行为用词',
        type: 'words',
        hint: '不填时，只要不是地标就算',
        shown: (body) => body['kind'] === 'place_type',
      },
      basis,
    ],
  },
  portfolios: {
    word: '分管',
    hint: '填报市领导分管的单位和起止日期后列在这里，提级和回避按此认定。',
    fields: [
      { name: 'key', label: '编号', type: 'text', required: true, fixed: true, hint: '如 VM-1' },
      {
        name: 'post',
        label: '职务',
        type: 'text',
        required: true,
        hint: '写职务，不写姓名，如“分管城建的副市长”',
      },
      { name: 'units', label: '分管单位', type: 'units', required: true },
      from,
      to,
      basis,
    ],
  },
} as const satisfies Record<string, KindSpec>;
