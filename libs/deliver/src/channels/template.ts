const PLACE = /\{\{\s*(\w+)\s*\}\}/g;

/** Words a template may ask for; what is unknown stays empty. */
export type Words = Readonly<Record<string, string>>;

/** A text with its `{{places}}` filled. */
export const fillText = (template: string, words: Words): string =>
  template.replace(PLACE, (_whole, name: string) => (Object.hasOwn(words, name) ? (words[name] ?? '') : ''));

/** Whether a text is JSON, so that its places can be filled without touching its form. */
export function isTemplateText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON with the places within its strings filled: a value can never add a field of its own. */
export const fillJson = (template: string, words: Words): string =>
  JSON.stringify(filled(JSON.parse(template), words));

/** `a={{phone}}&b=1` with the places within its values filled, encoded as a form. */
export function fillForm(template: string, words: Words): string {
  const form = new URLSearchParams();
  for (const pair of template.split('&').filter(Boolean)) {
    const [name = '', ...value] = pair.split('=');
    form.append(name.trim(), fillText(value.join('='), words));
  }
  return form.toString();
}

/** The value at `data.0.code`, as text; null when there is none or it is no single value. */
export function valueAt(value: unknown, path: string | null): string | null {
  const found = at(value, path);
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean'
    ? String(found)
    : null;
}

export function at(value: unknown, path: string | null): unknown {
  let here = value;
  for (const step of path ? path.split('.') : []) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string, unknown>)[step];
  }
  return here;
}

function filled(value: unknown, words: Words): unknown {
  if (typeof value === 'string') return fillText(value, words);
  if (Array.isArray(value)) return value.map((entry) => filled(entry, words));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, filled(entry, words)]));
}
