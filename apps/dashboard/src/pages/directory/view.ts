import { specOf, type EntryBody, type FieldSpec } from './kinds.js';
import { partWords } from './words.js';

const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const isParts = (value: unknown): value is EntryBody =>
  typeof value === 'object' && value !== null && !isList(value);

const NOTHING = '无';

/** A value as a person reads it; `field` gives the words of choices. */
export function valueWords(value: unknown, field?: FieldSpec): string {
  const settled = value ?? field?.absent;
  if (settled === undefined || settled === null || settled === '') return NOTHING;
  if (typeof settled === 'boolean') return settled ? '是' : '否';
  if (typeof settled === 'number') return String(settled);
  if (typeof settled === 'string') return field?.choices?.[settled] ?? durationWords(settled);
  if (isList(settled))
    return settled.length ? settled.map((one) => valueWords(one, field)).join('、') : NOTHING;
  if (!isParts(settled)) return NOTHING;
  const parts = Object.entries(settled).filter(([, part]) => part !== undefined);
  if (!parts.length) return NOTHING;
  return parts.map(([name, part]) => `${partWords[name] ?? name}：${valueWords(part)}`).join('；');
}

/** `PT5H`, `P5WD` as people say them; any other text stays. */
function durationWords(text: string): string {
  const [, amount, unit = ''] = /^PT?(\d+)(H|M|D|WD)$/.exec(text) ?? [];
  return amount ? `${amount} ${{ H: '小时', M: '分钟', D: '天', WD: '个工作日' }[unit]}` : text;
}

export interface ShownField {
  name: string;
  label: string;
  words: string;
}

/** The parts of an entry that say something, in the order of its form. */
export function shownFields(kind: string, body: EntryBody): ShownField[] {
  const fields = specOf(kind)?.fields ?? [];
  const others = Object.keys(body).filter((name) => !fields.some((field) => field.name === name));
  return [
    // A switch that stands as it stands for nearly all says nothing.
    ...fields
      .filter(({ name, absent }) => absent !== false || body[name] === true)
      .map((field) => ({
        name: field.name,
        label: field.label,
        words: valueWords(body[field.name], field),
      })),
    ...others.map((name) => ({ name, label: partWords[name] ?? name, words: valueWords(body[name]) })),
  ].filter(
    (field) =>
      field.words !== NOTHING && (fields.some(({ name }) => name === field.name) || partWords[field.name]),
  );
}

/** One text for equal values: parts in one order, and what is empty or the default anyway left out. */
function canonical(kind: string, body: EntryBody): string {
  const fields = specOf(kind)?.fields ?? [];
  const kept = Object.entries(body).filter(([name, value]) => {
    const field = fields.find((one) => one.name === name);
    return !isNothing(value) && !(field && value === field.absent);
  });
  return JSON.stringify(sorted(Object.fromEntries(kept)));
}

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (isList(value) && value.length === 0) ||
  (isParts(value) && Object.keys(value).length === 0);

const sorted = (value: unknown): unknown => {
  if (isList(value)) return value.map(sorted);
  if (!isParts(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, part]) => [name, sorted(part)]),
  );
};

/** Whether two entries say the same: an absent part, an empty one and the default are one. */
export const sameEntry = (kind: string, a: EntryBody, b: EntryBody): boolean =>
  canonical(kind, a) === canonical(kind, b);

/**
 * One's own changes put on top of what others made of the entry meanwhile: each part one has touched is one's own, the
 * rest is as it stands now. `both` names the parts that both have touched.
 */
export function rebase(
  kind: string,
  { base, mine, current }: Record<'base' | 'mine' | 'current', EntryBody>,
): { body: EntryBody; both: string[] } {
  const body: EntryBody = { ...current };
  const both: string[] = [];
  const differ = (name: string, a: EntryBody, b: EntryBody) =>
    !sameEntry(kind, { [name]: a[name] }, { [name]: b[name] });
  for (const name of new Set([...Object.keys(base), ...Object.keys(mine)])) {
    if (!differ(name, base, mine)) continue;
    if (differ(name, base, current) && differ(name, mine, current)) both.push(labelOf(kind, name));
    if (mine[name] === undefined) delete body[name];
    else body[name] = mine[name];
  }
  return { body, both };
}

/** Label of a part of an entry. */
export const labelOf = (kind: string, name: string): string =>
  specOf(kind)?.fields.find((one) => one.name === name)?.label ?? partWords[name] ?? name;

/** A copy of one's own: entries are plain JSON, and what Vue watches cannot be cloned otherwise. */
export const copyOf = (body: EntryBody): EntryBody => JSON.parse(JSON.stringify(body)) as EntryBody;

/** A text of an entry; empty for what is none. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const text = (body: EntryBody | null, name: string): string => textOf(body?.[name]);

/** Name a person knows an entry by, also one that is not stored yet. */
export function entryName(kind: string, key: string | null, body: EntryBody | null): string {
  const named = text(body, 'name');
  if (kind === 'exceptions') return [key ?? text(body, 'key'), named].filter(Boolean).join(' ');
  if (kind === 'calendar') return [key ?? text(body, 'day'), text(body, 'reason')].filter(Boolean).join(' ');
  if (kind === 'portfolios') return text(body, 'post') || (key ?? '');
  if (kind === 'bodies' || kind === 'signals') {
    const word = specOf(kind)?.fields.find((one) => one.name === 'kind')?.choices?.[text(body, 'kind')];
    const words = isList(body?.['words']) ? body['words'].slice(0, 2).join('、') : '';
    return [word, words].filter(Boolean).join('：') || (key ?? '');
  }
  if (kind === 'namesakes' && named) return text(body, 'of') ? `${named}（${text(body, 'of')}）` : named;
  return named || (key ?? text(body, 'id'));
}
