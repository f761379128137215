/** One address for one thing of the directory. */
export function entryPath(kind: string, key: string): string {
  if (kind === 'units') return `/directory/units/${encodeURIComponent(key)}`;
  if (kind === 'exceptions') return `/rules/exceptions/${encodeURIComponent(key)}`;
  if (kind === 'policies') return `/policies/${encodeURIComponent(key)}`;
  return `/directory/entries/${kind}/${encodeURIComponent(key)}`;
}

export const editPath = (kind: string, key: string): string =>
  kind === 'exceptions' || kind === 'policies'
    ? entryPath(kind, key)
    : `/directory/entries/${kind}/${encodeURIComponent(key)}/edit`;

export const newPath = (kind: string): string =>
  ({ exceptions: '/rules/exceptions/new', policies: '/policies/new' })[kind] ?? `/directory/new/${kind}`;

/** In the directory's pages a link stands to each thing; duties, contacts and accounts are only counted. */
export const hasPage = (kind: string): boolean => !['duties', 'contacts', 'accounts'].includes(kind);
