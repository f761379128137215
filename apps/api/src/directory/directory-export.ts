import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { strToU8, zipSync } from 'fflate';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { audit } from '#access/service';
import { Clock } from '#clock';
import { DIRECTORY_KINDS, KINDS, diffBodies, type DirectoryKind, type EntryBody } from '#jurisdiction';
import { readEntries } from '#jurisdiction/service';
import type { EntryRow } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { EntryReader, type EntryFilter } from './entry-reader.js';

const PAGE = 200;
/** Excel takes a text that begins like a formula for one. */
const harmless = (text: string) => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text);

/** The directory as files. Every export is logged. */
@Injectable()
export class DirectoryExport {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly reader: EntryReader,
  ) {}

  /** The files of a profile as `config/jurisdictions/<city>` holds them; roster and sources stay where they are. */
  async zip(caller: Principal): Promise<{ name: string; zip: Uint8Array }> {
    const { entries, version } = await readEntries(this.database.manager, caller.jurisdictionId);
    const files = DIRECTORY_KINDS.map((kind) => {
      const bodies = entries.of(kind).map(({ body }) => body);
      return [fileNameOf(kind), strToU8(fileOf(kind, bodies))] as const;
    });
    await this.note(caller, { version, files: files.length });
    return { name: `名录-第${version}版.zip`, zip: zipSync(Object.fromEntries(files)) };
  }

  /** The entries of a list as Excel opens it: one column a part. */
  async csv(caller: Principal, filter: EntryFilter): Promise<{ name: string; csv: string }> {
    const rows: EntryRow[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: EntryRow[]; next: string | null } = await this.reader.list(caller, filter, {
        cursor,
        limit: PAGE,
      });
      rows.push(...page.items);
      cursor = page.next;
    } while (cursor !== null);
    await this.note(caller, { kind: filter.kind, rows: rows.length });
    const lines = rows.map(({ body }) => partsOf(filter.kind, body ?? {}));
    const labels = [...new Set(lines.flatMap((line) => [...line.keys()]))];
    const table = [labels, ...lines.map((line) => labels.map((label) => harmless(line.get(label) ?? '')))];
    return { name: `${KINDS[filter.kind].label}.csv`, csv: `\uFEFF${stringify(table)}` };
  }

  private note(caller: Principal, data: Record<string, unknown>): Promise<void> {
    const entry = {
      at: this.clock.now(),
      actor: actorOf(caller),
      action: 'directory.exported' as const,
      data,
    };
    return audit(this.database.manager, entry);
  }
}

const fileNameOf = (kind: DirectoryKind): string => (kind === 'examples' ? 'examples.jsonl' : `${kind}.json`);

/** One entry a line, as the shipped files are written. */
function fileOf(kind: DirectoryKind, bodies: EntryBody[]): string {
  if (KINDS[kind].single) return `${JSON.stringify(bodies[0], null, 2)}\n`;
  const lines = bodies.map((body) => JSON.stringify(body));
  if (kind === 'examples') return lines.map((line) => `${line}\n`).join('');
  return lines.length === 0 ? '[]\n' : `[\n${lines.map((line) => `  ${line}`).join(',\n')}\n]\n`;
}

/** Chinese name and value of each part that says something. */
const partsOf = (kind: DirectoryKind, body: EntryBody): Map<string, string> =>
  new Map(diffBodies(kind, null, body).map(({ label, after, added }) => [label, after ?? added.join('、')]));
