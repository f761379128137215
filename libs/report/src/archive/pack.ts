import { createHash } from 'node:crypto';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { readablePage } from './readable.js';
import type { MatterRecord, RecordRow } from './record.js';

/** The archive of a matter and what is kept of it beside. */
export interface Packed {
  content: Buffer;
  sha256: string;
  entries: number;
}

export interface ManifestEntry {
  path: string;
  size: number;
  sha256: string;
}

const said = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * One zip: `index.html` to read, `record.json` whole, `timeline.json`, every version of every text, the files, and
 * `manifest.json` with the SHA-256 of each. The same record gives the same bytes.
 * @param at time of archiving, kept in the entries
 */
export function pack(incident: RecordRow, record: MatterRecord, at: Date): Packed {
  const files = new Map<string, Uint8Array>();
  files.set('index.html', strToU8(readablePage(incident, record)));
  files.set('record.json', json(record.tables));
  files.set('timeline.json', json(record.tables['incident_log'] ?? []));
  for (const version of record.tables['response_version'] ?? []) {
    const path = `texts/${said(version['response_id']).slice(0, 8)}-${said(version['number'])}`;
    files.set(`${path}.html`, strToU8(said(version['html'])));
    files.set(`${path}.txt`, strToU8(`${said(version['title'])}\n\n${said(version['text'])}\n`));
  }
  for (const { path, bytes } of record.files) files.set(path, bytes);
  const manifest: ManifestEntry[] = [...files].map(([path, bytes]) => ({
    path,
    size: bytes.length,
    sha256: hash(bytes),
  }));
  files.set('manifest.json', json({ number: incident['number'], algorithm: 'SHA-256', files: manifest }));
  // Zip keeps local time to two seconds, from 1980.
  const zippable: Zippable = Object.fromEntries(
    [...files].map(([path, bytes]) => [path, [bytes, { mtime: at, level: 6 }] as const]),
  );
  const content = Buffer.from(zipSync(zippable));
  return { content, sha256: hash(content), entries: files.size };
}

const json = (value: unknown): Uint8Array => strToU8(`${JSON.stringify(value, null, 1)}\n`);
