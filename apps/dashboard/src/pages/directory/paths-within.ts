import type { EntryBody } from './field-spec.js';

const isParts = (value: unknown): value is EntryBody =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at `rest.from` of an entry; undefined where nothing does. */
export const atPath = (body: EntryBody, path: string): unknown =>
  path.split('.').reduce<unknown>((part, name) => (isParts(part) ? part[name] : undefined), body);

/** Puts a value at `rest.from`, making the parts on the way. */
export function putAt(body: EntryBody, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let part = body;
  for (const name of names) {
    const next = part[name];
    part = isParts(next) ? next : (part[name] = {});
  }
  part[last] = value;
}
