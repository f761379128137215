import { createHmac } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Directory } from '../directory.js';
import { findForms, type FilledForm } from './forms.js';
import { planImport, type ImportChoices, type ImportPlan } from './plan-import.js';
import type { Slot } from './people.js';
import { readFiles, type ReadFile } from './sheets.js';
import { changeUnit, fileHash, readStanding } from './unit-roster.js';
import { RosterFileError } from './zip.js';

export interface Upload {
  name: string;
  bytes: Buffer;
}

export interface RosterImport {
  files: { file: string; forms: number; problem: string | null }[];
  plan: ImportPlan;
  /** Names what would be written; an import with another one is refused. */
  seen: string;
}

/** What importing works on. */
export interface ImportGround {
  manager: EntityManager;
  /** Key of `#secrets` that encrypts the roster. */
  key: Buffer;
  jurisdictionId: string;
  directory: Directory;
  at: Date;
}

/** What was seen in the preview is no longer what the import would do. */
export class PreviewOutdated extends Error {
  constructor() {
    super('预览之后名单或文件有变动，没有导入。请重新预览后再导入。');
  }
}

/**
 * What the files would change; stores nothing.
 * @throws RosterFileError when an upload as a whole cannot be read
 */
export async function previewRoster(
  uploads: readonly Upload[],
  choices: ImportChoices,
  ground: ImportGround,
): Promise<RosterImport> {
  const read = await readUploads(uploads);
  const forms = read.flatMap(({ grids }) => grids.flatMap(findForms));
  const { manager, key, jurisdictionId, directory, at } = ground;
  const standing = await readStanding(manager, key, jurisdictionId, at);
  const plan = planImport(forms, standing, choices, { directory, at });
  const files = read.map((file) => ({ file: file.file, ...countOf(file, forms) }));
  return { files, plan, seen: sealOf(plan, key) };
}

async function readUploads(uploads: readonly Upload[]): Promise<ReadFile[]> {
  const read: ReadFile[] = [];
  for (const { name, bytes } of uploads) {
    try {
      read.push(...(await readFiles(name, bytes)));
    } catch (error) {
      // Of several files one bad one is told apart; a single one is the whole matter.
      if (!(error instanceof RosterFileError) || uploads.length === 1) throw error;
      read.push({ file: name, grids: [], problem: error.message });
    }
  }
  return read;
}

function countOf(
  { file, problem }: ReadFile,
  forms: FilledForm[],
): { forms: number; problem: string | null } {
  const count = forms.filter((form) => form.file === file).length;
  const none = '没有找到名单，表头应有分管负责人、协调机构（承办股室）、承办人、联络人。';
  return { forms: count, problem: problem ?? (count === 0 ? none : null) };
}

/** A keyed sum, so that it tells nobody anything of the numbers in it. */
const sealOf = (plan: ImportPlan, key: Buffer): string =>
  createHmac('sha256', key)
    .update(JSON.stringify([plan.units, plan.unknown]))
    .digest('hex');

/**
 * Writes what the preview showed, in the caller's transaction. Importing the same again changes nothing.
 * @param seen of the preview; absent: whatever the files say (command line)
 * @returns slots that changed, by unit
 * @throws RosterFileError, PreviewOutdated
 */
export async function importRoster(
  uploads: readonly Upload[],
  choices: ImportChoices,
  ground: ImportGround,
  { actor, seen }: { actor: string; seen?: string | undefined },
): Promise<Map<string, Slot[]>> {
  const { manager, key, directory, jurisdictionId, at } = ground;
  const { plan, seen: now } = await previewRoster(uploads, choices, ground);
  if (seen !== undefined && seen !== now) throw new PreviewOutdated();
  const attachmentHash = fileHash(Buffer.concat(uploads.map((upload) => upload.bytes)));
  const done = new Map<string, Slot[]>();
  for (const unit of plan.units.toSorted((a, b) => (a.unit < b.unit ? -1 : 1))) {
    const moved = unit.changes.filter((change) => change.kind !== 'kept');
    const set = Object.fromEntries(moved.map((change) => [change.slot, change.after]));
    const changed = await changeUnit(manager, key, directory, {
      jurisdictionId,
      unit: unit.unit,
      at,
      actor,
      set,
      state: {
        sealed: unit.sealed,
        // A sealed form reports what was changed on the page before, though it holds nothing new (DL-15).
        ...((moved.length > 0 || unit.sealed) && { attachmentHash, submitChannel: 'file' as const }),
      },
      confirms: true,
    });
    if (changed.length > 0) done.set(unit.unit, changed);
  }
  return done;
}
