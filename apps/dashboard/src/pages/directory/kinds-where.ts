import { basis, from, to, type KindSpec } from './field-spec.js';
import { certainties, placeKinds, placeTypes } from './words.js';

/** Where: places of the city, and places elsewhere of the same name. */
export const where = {
  places: {
    word: '地点',
    hint: '乡镇、街道、园区、村和社区，以及学校、医院、矿山、道路、小区等知名地点列在这里，研判按这些名称认定属地。',
    fields: [
      {
        name: 'code',
        label: '代码',
        type: 'text',
        required: true,
        fixed: true,
        hint: '统计用区划代码；没有的自拟',
      },
      { name: 'name', label: '名称', type: 'text', required: true },
      { name: 'kind', label: '类别', type: 'choice', required: true, choices: placeKinds },
      {
        name: 'type',
        label: '是什么',
        type: 'choice',
        choices: placeTypes,
        shown: (body) => body['kind'] === 'known',
      },
      { name: 'aliases', label: '别名', type: 'words', hint: '单独写出来就能认定的叫法，每个词按回车确认' },
      {
        name: 'notWords',
        label: '排除用词',
        type: 'words',
        hint: '含这个名称、但另有所指的词，如“梧桐树”“高阳县”',
      },
      { name: 'base', label: '基本名', type: 'text', hint: '不带村、社区、镇的名称；旁边有地点词才算' },
      {
        name: 'parent',
        label: '所属乡镇（街道）',
        type: 'township',
        hint: '知名地点跨几个乡镇（街道）或所在地未定的可以不填',
        shown: (body) => body['kind'] === 'village' || body['kind'] === 'known',
        note: (body) =>
          body['kind'] === 'known' && !body['parent']
            ? '没有选所属乡镇（街道）：文中提到这里，只认定属于本市，不能确定由哪个乡镇（街道）负责，须由人工确定。知道在哪个乡镇（街道）的，请选上。'
            : null,
      },
      {
        name: 'common',
        label: '常见名称',
        type: 'switch',
        absent: false,
        hint: '外地也多有此名，或本是普通词语；全国性来源只写简称时，须同时提到本市其他地名才认定',
        shown: (body) => body['kind'] !== 'zone',
      },
      {
        name: 'certainty',
        label: '把握',
        type: 'choice',
        choices: certainties,
        hint: '不选即为确定；存疑的请在依据中写明待核实之处',
        shown: (body) => body['kind'] === 'village' || body['kind'] === 'known',
      },
      {
        name: 'unit',
        label: '负责单位',
        type: 'unit',
        shown: (body) => body['kind'] === 'township' || body['kind'] === 'zone',
      },
      from,
      to,
      {
        name: 'successor',
        label: '承继者',
        type: 'township',
        hint: '撤并后归入何处',
        shown: (body) => Boolean(body['validTo']),
      },
      { ...basis, required: false },
    ],
  },
  namesakes: {
    word: '同名地',
    hint: '外地与本市同名的乡镇、村列在这里，避免认错属地。',
    fields: [
      { name: 'name', label: '名称', type: 'text', required: true },
      { name: 'of', label: '所在地', type: 'text', required: true },
      { name: 'full', label: '全称', type: 'text', hint: '省、市、县、乡镇写全' },
      {
        name: 'kind',
        label: '类别',
        type: 'choice',
        required: true,
        choices: { township: '乡镇（街道）', village: '村（社区）' },
      },
    ],
  },
} as const satisfies Record<string, KindSpec>;
