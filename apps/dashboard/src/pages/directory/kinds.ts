import type { KindSpec } from './field-spec.js';
import { what } from './kinds-what.js';
import { when } from './kinds-when.js';
import { where } from './kinds-where.js';
import { who } from './kinds-who.js';

export type { EntryBody, FieldSpec, KindSpec } from './field-spec.js';

/** The kinds that have a form; exceptions have an editor of their own, the rest comes with the release. */
const kinds = { ...who, ...where, ...what, ...when };

export type FormKind = keyof typeof kinds;

export const isFormKind = (kind: string): kind is FormKind => kind in kinds;
export const specOf = (kind: string): KindSpec | null => (isFormKind(kind) ? kinds[kind] : null);
