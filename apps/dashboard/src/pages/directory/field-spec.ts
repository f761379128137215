/** An entry of the directory as it is edited: the profile's own fields (libs/jurisdiction/src/schema). */
export type EntryBody = Record<string, unknown>;

export type FieldType =
  | 'text'
  | 'long'
  | 'number'
  | 'switch'
  | 'day'
  | 'words'
  | 'choice'
  | 'choices'
  | 'duration'
  | 'time'
  | 'unit'
  | 'unitOrLocal'
  | 'units'
  | 'unitsOrLocal'
  | 'areaNames'
  | 'township'
  | 'field'
  | 'topics'
  | 'wordsByUnit';

export interface FieldSpec {
  /** Part of the entry; a part of a part by its path: `rest.from`. */
  name: string;
  label: string;
  type: FieldType;
  hint?: string;
  required?: boolean;
  /** Part of the key: set once, when the entry is made. */
  fixed?: boolean;
  /** What an empty field is stored as; most are left out. */
  empty?: null;
  /** What an entry without the field means; a switch that is on by default. */
  absent?: unknown;
  choices?: Record<string, string>;
  shown?: (body: EntryBody) => boolean;
  /** What it means as it stands, where that may surprise; nothing is wrong with it. */
  note?: (body: EntryBody) => string | null;
}

export interface KindSpec {
  word: string;
  /** What the list says when it is empty, and how to fill it. */
  hint: string;
  fields: FieldSpec[];
}

export const basis: FieldSpec = {
  name: 'basis',
  label: '依据',
  type: 'long',
  required: true,
  hint: '文件名、文号、条款，或领导批示日期',
};
export const from: FieldSpec = { name: 'validFrom', label: '生效日期', type: 'day', hint: '不填即一直有效' };
export const to: FieldSpec = {
  name: 'validTo',
  label: '失效日期',
  type: 'day',
  hint: '含当日；不填即未终止',
};
export const words = (hint: string): FieldSpec => ({
  name: 'words',
  label: '用词',
  type: 'words',
  required: true,
  hint,
});
export const notWords: FieldSpec = {
  name: 'notWords',
  label: '排除用词',
  type: 'words',
  hint: '文中有其中任何一个，就不算',
};
export const BOTH =
  '每个词按回车确认。“学校+收费”两个词都要出现，“停水~三天”两个词要挨得近，“小学|中学”有一个就算';
