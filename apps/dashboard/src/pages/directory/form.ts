import { tidyWord } from '../../parts/words-input.js';
import { specOf, type EntryBody, type FieldSpec } from './kinds.js';
import { atPath, putAt } from './paths-within.js';
import { copyOf, textOf } from './view.js';

/** A new entry with what its fields mean when nothing is said. */
export function blankEntry(kind: string): EntryBody {
  const body: EntryBody = {};
  for (const field of specOf(kind)?.fields ?? []) body[field.name] = blankOf(field);
  return body;
}

/**
 * A new entry begun elsewhere, with what the address says of its fields; what the form does not know, or does not offer,
 * is passed over. An address fills in, it never stores.
 */
export function begunEntry(kind: string, query: Record<string, unknown>): EntryBody {
  const body = blankEntry(kind);
  for (const { name, type, choices } of specOf(kind)?.fields ?? []) {
    const given = query[name];
    if (typeof given !== 'string' || given === '') continue;
    if (type === 'text' || type === 'long') body[name] = given;
    else if (type === 'choice' && choices && given in choices) body[name] = given;
  }
  return body;
}

function blankOf(field: FieldSpec): unknown {
  if (field.absent !== undefined && field.absent !== null) return field.absent;
  if (['words', 'units', 'unitsOrLocal', 'areaNames', 'topics', 'choices'].includes(field.type)) return [];
  if (field.type === 'wordsByUnit') return {};
  return field.type === 'number' ? null : '';
}

/** What the form shows for an entry: its own values, the rest blank. */
export const toForm = (kind: string, body: EntryBody): EntryBody => ({
  ...blankEntry(kind),
  ...Object.fromEntries(
    Object.entries(copyOf(body)).map(([name, value]) => [name, value === null ? '' : value]),
  ),
  ...Object.fromEntries(
    inside(kind).flatMap(({ name }) => {
      const value = atPath(body, name);
      return value === undefined || value === null ? [] : [[name, value]];
    }),
  ),
});

/** Fields that are parts of a part. */
const inside = (kind: string): readonly FieldSpec[] =>
  (specOf(kind)?.fields ?? []).filter(({ name }) => name.includes('.'));

/**
 * The entry a form stands for: trimmed, without doubles and without what is empty, hidden or the default anyway. Fields no
 * form shows are kept as they came.
 */
export function fromForm(kind: string, form: EntryBody): EntryBody {
  const fields = specOf(kind)?.fields ?? [];
  const body: EntryBody = {};
  for (const [name, value] of Object.entries(form)) {
    const field = fields.find((one) => one.name === name);
    if (!field) {
      // An empty text is what a form makes of nothing.
      body[name] = value === '' ? null : copyOf({ value })['value'];
      continue;
    }
    if (name.includes('.')) continue;
    const kept = field.shown && !field.shown(form) ? undefined : tidy(value, field);
    if (kept !== undefined) body[name] = kept;
    else if (field.empty === null) body[name] = null;
  }
  for (const field of inside(kind)) {
    if (field.shown && !field.shown(form)) continue;
    const kept = tidy(form[field.name], field);
    if (kept !== undefined) putAt(body, field.name, kept);
  }
  return body;
}

function tidy(value: unknown, field: FieldSpec): unknown {
  if (typeof value === 'string') return value.trim() || undefined;
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return tidyList(value, field);
  if (typeof value === 'boolean') return value === field.absent ? undefined : value;
  if (typeof value !== 'object') return value;
  const parts = Object.entries(value as Record<string, string[]>)
    .map(([name, words]) => [name, tidyWords(words)] as const)
    .filter(([, words]) => words.length > 0);
  return parts.length ? Object.fromEntries(parts) : undefined;
}

function tidyList(list: unknown[], field: FieldSpec): unknown {
  const kept = list.every((one) => typeof one === 'string') ? tidyWords(list) : [...new Set(list)];
  return kept.length || field.required ? kept : undefined;
}

/** Words as judging takes them, none twice. */
export const tidyWords = (list: readonly string[]): string[] => [
  ...new Set(list.map(tidyWord).filter(Boolean)),
];

export interface FormProblem {
  name: string;
  text: string;
}

/** What a person can see at once; references between entries are the server's to check. */
export const problemsOf = (kind: string, form: EntryBody): FormProblem[] => [
  ...problemsOfFields(specOf(kind)?.fields ?? [], form),
  ...together(kind, form),
];

export const problemsOfFields = (fields: readonly FieldSpec[], form: EntryBody): FormProblem[] =>
  fields
    .filter((field) => !field.shown || field.shown(form))
    .flatMap((field) => {
      const text = problemOfField(form[field.name], field);
      return text ? [{ name: field.name, text }] : [];
    });

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && !value.trim()) ||
  (Array.isArray(value) && value.length === 0);

function problemOfField(value: unknown, field: FieldSpec): string | null {
  if (isEmpty(value)) return field.required ? `请填写${field.label}` : null;
  if (field.type === 'number' && !(Number.isInteger(value) && Number(value) >= 0))
    return `${field.label}应为整数`;
  if (field.type !== 'words') return null;
  const broken = (value as string[]).find((word) => word.split(/[+~|]/).some((part) => !part.trim()));
  return broken ? `“${broken}”的符号两边都要有词` : null;
}

/** What only two fields together tell. */
function together(kind: string, form: EntryBody): FormProblem[] {
  const found: FormProblem[] = [];
  const [from, to] = [form['validFrom'], form['validTo']];
  if (from && to && textOf(from) > textOf(to))
    found.push({ name: 'validTo', text: '终止日期不能早于起始日期' });
  if (kind === 'units' && form['vertical'] && isEmpty(form['superior']))
    found.push({ name: 'superior', text: '垂直管理单位须填写上级部门' });
  if (form['successor'] && form['successor'] === (kind === 'places' ? form['code'] : form['name']))
    found.push({ name: 'successor', text: '承继者不能是它自己' });
  if (kind === 'places' && form['kind'] === 'village' && isEmpty(form['parent']))
    found.push({ name: 'parent', text: '请选所属乡镇（街道）' });
  const words = Array.isArray(form['words']) ? (form['words'] as string[]) : [];
  const both = (Array.isArray(form['notWords']) ? (form['notWords'] as string[]) : []).find((word) =>
    words.includes(word),
  );
  if (both) found.push({ name: 'notWords', text: `“${both}”既是用词又是排除词` });
  return found;
}
