import type { EntryBody, FieldSpec, KindSpec } from './field-spec.js';

const LEVELS = ['一般', '较大', '重大', '特别重大'] as const;
const levels: Record<string, string> = Object.fromEntries(LEVELS.map((level) => [level, level]));
const isInternal = (body: EntryBody): boolean => body['kind'] === 'internal';

/** What an entry of before these settings means (libs/jurisdiction/src/schema). */
const STANDARD: Record<string, unknown> = {
  'coordination.confirmWithin.一般': 'PT8H',
  'coordination.confirmWithin.较大': 'PT4H',
  'coordination.confirmWithin.重大': 'PT2H',
  'coordination.confirmWithin.特别重大': 'PT1H',
  'closing.quietDays': 7,
  'closing.archiveDays': 7,
  'rounds.items': 3,
  'rounds.hours': 24,
  'roster.confirmEvery': 'P90D',
  'roster.unreachedDays': 3,
  'roster.handover': '08:00',
  'night.from': '18:00',
  'night.to': '08:00',
  'night.countersignBy': '10:00',
  'night.callAttempts': 3,
  'delivery.quiet.from': '22:00',
  'delivery.quiet.to': '07:00',
  'delivery.bundle.after': 5,
  'delivery.bundle.window': 'PT10M',
  'delivery.muteAtMost': 'PT24H',
};
const withStandard = (fields: FieldSpec[]): FieldSpec[] =>
  fields.map((field) => (field.name in STANDARD ? { ...field, absent: STANDARD[field.name] } : field));

/** One duration a level: `byLevel.一般`. */
const perLevel = (part: string, word: string, shown?: FieldSpec['shown']): FieldSpec[] =>
  LEVELS.map((level) => ({
    name: `${part}.${level}`,
    label: `${word}（${level}）`,
    type: 'duration',
    required: true,
    ...(shown && { shown }),
  }));
const time = (name: string, label: string, hint?: string): FieldSpec => ({
  name,
  label,
  type: 'time',
  required: true,
  ...(hint && { hint }),
});

/** By when: the time limits, and how clocks are counted. */
export const when = {
  deadlines: {
    word: '时限',
    hint: '法定、内部和上级时限列在这里，随本市的名录一起导入。',
    fields: [
      { name: 'id', label: '编号', type: 'text', required: true, fixed: true },
      { name: 'name', label: '名称', type: 'text', required: true },
      {
        name: 'kind',
        label: '种类',
        type: 'choice',
        required: true,
        fixed: true,
        choices: {
          statutory: '法定',
          internal: '内部',
          superior: '上级',
          external: '外部，仅提醒',
          other: '其他',
        },
      },
      {
        name: 'limit',
        label: '时限',
        type: 'duration',
        empty: null,
        absent: null,
        shown: (body) => !isInternal(body),
        hint: '改后对新起算的生效，已经起算的不变',
      },
      ...perLevel('byLevel', '时限', isInternal),
      {
        name: 'calendar',
        label: '计时方式',
        type: 'choice',
        required: true,
        choices: { natural: '自然时间', workday: '工作时间', fixed: '固定日期', retention: '保存期限' },
        hint: '内部时限按自然时间的，一般、较大夜间停计；按工作时间的，只计上班时间，节假日和调休依公布的安排',
      },
      { name: 'owner', label: '责任者', type: 'text', required: true },
      { name: 'binding', label: '约束力', type: 'text', required: true },
      { name: 'source', label: '出处', type: 'long', required: true, hint: '文件名、文号、条款' },
      { name: 'note', label: '备注', type: 'long' },
    ],
  },
  clocks: {
    word: '计时设置',
    hint: '夜间停计、协调函确认时限等在这里设定。',
    fields: withStandard([
      {
        name: 'rest.levels',
        label: '夜间停计的等级',
        type: 'choices',
        choices: levels,
        hint: '这些等级的内部时限夜间不计；法定时限和上级时限从不停计',
      },
      time('rest.from', '夜间停计，从'),
      time('rest.to', '夜间停计，到'),
      ...perLevel('coordination.confirmWithin', '协调函确认时限'),
      { name: 'linkTtl', label: '签收链接有效期', type: 'duration', required: true },
      {
        name: 'watch.hours',
        label: '先观察，几小时',
        type: 'number',
        required: true,
        hint: '先观察的事项，过这么久由市政府办公室决定去向',
      },
      { name: 'watch.sources', label: '先观察，几个信源', type: 'number', required: true },
      {
        name: 'closing.quietDays',
        label: '一般事件回应后几天没有新情况自动办结',
        type: 'number',
        required: true,
      },
      { name: 'closing.archiveDays', label: '再过几天自动归档', type: 'number', required: true },
      {
        name: 'rounds.items',
        label: '回应后几条新信息算新一轮',
        type: 'number',
        required: true,
      },
      { name: 'rounds.hours', label: '在几小时内', type: 'number', required: true },
      { name: 'roster.confirmEvery', label: '名单多久核对一次', type: 'duration', required: true },
      { name: 'roster.unreachedDays', label: '几天没有联系上标红', type: 'number', required: true },
      time('roster.handover', '交接班时刻'),
      time('night.from', '夜间办理，从', '这段时间里，须两人办的可以先电话请示'),
      time('night.to', '夜间办理，到'),
      time('night.countersignBy', '补签截止时刻'),
      { name: 'night.callAttempts', label: '无人接听几次后打给下一人', type: 'number', required: true },
      time('delivery.quiet.from', '免打扰，从', '一般、较大的短信和群消息在这段时间里等到早上；重大以上照发'),
      time('delivery.quiet.to', '免打扰，到'),
      {
        name: 'delivery.bundle.after',
        label: '同一人收到几条后合并发送',
        type: 'number',
        required: true,
      },
      { name: 'delivery.bundle.window', label: '在多长时间内', type: 'duration', required: true },
      { name: 'delivery.muteAtMost', label: '最长可静音', type: 'duration', required: true },
    ]),
  },
} satisfies Record<string, KindSpec>;
