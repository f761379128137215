import { createHash } from 'node:crypto';
import { IsNull } from 'typeorm';
import { audit } from '#access/service';
import { PreviewOutdated, readFiles, type Upload } from '#jurisdiction/service';
import { PolicyDocumentRow } from '../entities/interpretation.entity.js';
import {
  addDocument,
  addInterpretation,
  changeDocument,
  changeInterpretation,
  type LibraryAct,
} from './library.js';
import { explainedOf, type Explained } from './list.js';
import { planImport, type DocumentPlan, type LibraryPlan } from './plan.js';
import { readRows } from './sheet.js';

export interface LibraryImport extends LibraryPlan {
  files: { file: string; rows: number; problem: string | null }[];
  /** Names what would be written; an import with another one is refused. */
  seen: string;
}

/** What an import reads from. */
export type ImportGround = Pick<LibraryAct, 'manager' | 'jurisdictionId' | 'directory' | 'at'>;

/**
 * What workbooks would change; stores nothing.
 * @throws RosterFileError when an upload as a whole cannot be read
 */
export async function previewLibrary(
  uploads: readonly Upload[],
  ground: ImportGround,
): Promise<LibraryImport> {
  const files: LibraryImport['files'] = [];
  const rows = [];
  for (const upload of uploads)
    for (const { file, grids, problem } of await readFiles(upload.name, upload.bytes)) {
      const read = grids.flatMap((grid) => readRows(grid) ?? []);
      const none = '没有找到“文件标题”一列，请下载空表填写。';
      files.push({ file, rows: read.length, problem: problem ?? (read.length === 0 ? none : null) });
      rows.push(...read);
    }
  const plan = planImport(rows, await storedIn(ground), ground);
  const seen = createHash('sha256').update(JSON.stringify(plan)).digest('hex');
  return { ...plan, files, seen };
}

async function storedIn({ manager, jurisdictionId }: ImportGround): Promise<Explained[]> {
  const ids = await manager.find(PolicyDocumentRow, {
    where: { jurisdictionId, removedAt: IsNull() },
    select: { id: true },
    order: { id: 'ASC' },
  });
  return explainedOf(
    manager,
    ids.map(({ id }) => id),
  );
}

/**
 * Writes what the preview showed, in the caller's transaction; importing the same again changes nothing.
 * @throws PreviewOutdated, RosterFileError, LibraryRefused
 */
export async function importLibrary(
  uploads: readonly Upload[],
  act: LibraryAct,
  seen: string,
): Promise<{ documents: number; interpretations: number }> {
  const plan = await previewLibrary(uploads, act);
  if (plan.seen !== seen) throw new PreviewOutdated();
  const done = { documents: 0, interpretations: 0 };
  for (const one of plan.documents) {
    const moved = one.interpretations.filter(({ kind }) => kind !== 'same');
    if (one.kind === 'same' && moved.length === 0) continue;
    await write(act, one, moved);
    done.documents += one.kind === 'same' ? 0 : 1;
    done.interpretations += moved.length;
  }
  const { manager, at, actor, jurisdictionId } = act;
  await audit(manager, { at, actor, action: 'interpretations.imported', data: { ...done, jurisdictionId } });
  return done;
}

async function write(
  act: LibraryAct,
  { kind, id, version, given }: DocumentPlan,
  interpretations: DocumentPlan['interpretations'],
): Promise<void> {
  const document = { id: id ?? '', version };
  if (kind === 'added') Object.assign(document, { id: (await addDocument(act, given)).id, version: 1 });
  if (kind === 'changed') {
    await changeDocument(act, { ...document }, given);
    document.version += 1;
  }
  for (const one of interpretations) {
    if (one.id === null) await addInterpretation(act, { ...document }, one.given);
    else await changeInterpretation(act, { ...document }, one.id, one.given);
    document.version += 1;
  }
}
