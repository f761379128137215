import { basis, from, to, type KindSpec } from './field-spec.js';
import { placeKinds } from './words.js';

/** Where: places of the city, and places elsewhere of the same name. */
export const where = {
  places: {
    word: '地点',
    hint: '乡镇、街道、园区、村和社区列在这里，研判按这些名称认定属地。',
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
      { name: 'aliases', label: '别名', type: 'words', hint: '每个词按回车确认' },
      { name: 'base', label: '基本名', type: 'text', hint: '不带村、社区、镇的名称；旁边有地点词才算' },
      {
        name: 'parent',
        label: '所属乡镇（街道）',
        type: 'township',
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
