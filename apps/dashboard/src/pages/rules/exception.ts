import { tidyWords, problemsOfFields, type FormProblem } from '../directory/form.js';
import type { EntryBody, FieldSpec } from '../directory/kinds.js';
import { textOf } from '../directory/view.js';

export interface Example {
  text: string;
  applies: boolean;
}

/** Who is looked at, what then holds, and the rest: an exception as a person fills it in, all on one level. */
export const limitFields: readonly FieldSpec[] = [
  {
    name: 'name',
    label: '名称',
    type: 'text',
    required: true,
    hint: '一句话说清是什么例外，如“集中供热由热力公司所在单位回应”',
  },
  { name: 'topics', label: '所涉主题', type: 'topics', hint: '填了的，文中有其中之一才看这一条；不填即不限' },
  { name: 'units', label: '文中点明的单位', type: 'units', hint: '不填即不限' },
  { name: 'places', label: '所涉乡镇、街道、园区', type: 'areaNames', hint: '不填即不限' },
];
export const outcomeFields: readonly FieldSpec[] = [
  {
    name: 'respondents',
    label: '回应主体',
    type: 'unitsOrLocal',
    hint: '填了的，改由所列单位回应，原来的回应主体改为协助；协调主体仍按规则',
  },
  { name: 'firstResponsible', label: '增加第一责任主体', type: 'unitsOrLocal' },
  { name: 'assisting', label: '增加协助单位', type: 'unitsOrLocal' },
  { name: 'informed', label: '增加知会单位', type: 'unitsOrLocal' },
  { name: 'ask', label: '需人工回答的问题', type: 'text', hint: '填了的，交办前须由人回答这个问题' },
  { name: 'stop', label: '到此为止（其后各条不再看）', type: 'switch', absent: false },
];
export const aboutFields: readonly FieldSpec[] = [
  { name: 'enabled', label: '启用', type: 'switch', absent: true },
  { name: 'validFrom', label: '生效日期', type: 'day', hint: '不填即一直有效' },
  { name: 'validTo', label: '失效日期', type: 'day', hint: '含当日' },
  { name: 'basis', label: '依据', type: 'long', required: true, hint: '文件名、文号，或会议、批示的日期' },
];

const lists = ['respondents', 'firstResponsible', 'assisting', 'informed'] as const;
const listOf = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : []);

/** The condition of a row whose topics, units and places say all: an empty field to who fills it in. */
const ALWAYS = 'true';
const conditionOf = (body: EntryBody | null): string => {
  const when = textOf(body?.['when']).trim();
  return when === ALWAYS ? '' : when;
};

/** The form of an exception; `null` before: a new one. */
export function toExceptionForm(body: EntryBody | null): EntryBody {
  const then = (body?.['then'] ?? {}) as EntryBody;
  return {
    key: textOf(body?.['key']),
    order: Number(body?.['order'] ?? 0),
    name: textOf(body?.['name']),
    topics: [...((body?.['topics'] as number[] | undefined) ?? [])],
    units: [...listOf(body?.['units'])],
    places: [...listOf(body?.['places'])],
    when: conditionOf(body),
    ...Object.fromEntries(lists.map((name) => [name, [...listOf(then[name])]])),
    ask: textOf(then['ask']),
    stop: body?.['stop'] === true,
    enabled: body?.['enabled'] !== false,
    examples: ((body?.['examples'] as Example[] | undefined) ?? []).map((one) => ({ ...one })),
    validFrom: textOf(body?.['validFrom']),
    validTo: textOf(body?.['validTo']),
    basis: textOf(body?.['basis']),
  };
}

/** The exception a form stands for. */
export function fromExceptionForm(form: EntryBody): EntryBody {
  const outcome: EntryBody = {};
  for (const name of lists) {
    const units = tidyWords(listOf(form[name]));
    if (units.length) outcome[name] = units;
  }
  const ask = textOf(form['ask']).trim();
  if (ask) outcome['ask'] = ask;
  const days = Object.fromEntries(
    ['validFrom', 'validTo'].flatMap((name) => (form[name] ? [[name, form[name]]] : [])),
  );
  return {
    key: form['key'],
    name: textOf(form['name']).trim(),
    order: form['order'],
    topics: form['topics'],
    units: tidyWords(listOf(form['units'])),
    places: tidyWords(listOf(form['places'])),
    when: textOf(form['when']).trim() || ALWAYS,
    stop: form['stop'],
    enabled: form['enabled'],
    examples: (form['examples'] as Example[])
      .map(({ text, applies }) => ({ text: text.trim(), applies }))
      .filter(({ text }) => text !== ''),
    basis: textOf(form['basis']).trim(),
    ...days,
    // oxlint-disable-next-line unicorn/no-thenable -- the word of the profile's schema; the row is awaited nowhere
    then: outcome,
  };
}

/** What a person can see at once; whether the condition can be read is the server's to say. */
export function exceptionProblems(form: EntryBody): FormProblem[] {
  const found = problemsOfFields([...limitFields, ...aboutFields], form);
  const nothing = lists.every((name) => !listOf(form[name]).length) && !textOf(form['ask']).trim();
  if (nothing)
    found.push({ name: 'respondents', text: '请至少填写一项处理：由谁回应、谁参加，或要人回答什么' });
  const [from, to] = [form['validFrom'], form['validTo']];
  if (from && to && textOf(from) > textOf(to))
    found.push({ name: 'validTo', text: '终止日期不能早于起始日期' });
  return found;
}

/** A condition with the place marked at which it cannot be read; `position` counts from 0. */
export function marked(
  when: string,
  position: number | null,
): { before: string; at: string; after: string } | null {
  if (position === null || position < 0) return null;
  const at = Math.min(position, when.length);
  const word = /^[\p{L}\p{N}_]+|^./u.exec(when.slice(at))?.[0] ?? '';
  return { before: when.slice(0, at), at: word, after: when.slice(at + word.length) };
}
