import { IsNull, Not, type EntityManager } from 'typeorm';
import { audit } from '#access/service';
import { StaleError } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { PolicyDocumentRow, PolicyInterpretationRow } from '../entities/interpretation.entity.js';
import { LibraryRefused } from './errors.js';
import { documentNumber, type InterpretationForm, type QuestionAnswer } from './forms.js';

/** One change of the library, in the caller's transaction. */
export interface LibraryAct {
  manager: EntityManager;
  jurisdictionId: string;
  /** `account:<login>` */
  actor: string;
  at: Date;
  directory: Directory;
}

/** A document as somebody writes it down. Days are `2026-11-23`. */
export interface GivenDocument {
  title: string;
  number: string | null;
  issuer: string;
  drafters: readonly string[];
  publishedOn: string;
  effectiveOn: string | null;
  abolishedOn: string | null;
  url: string | null;
  keywords: readonly string[];
  fields: readonly string[];
  exempt: string | null;
}

export interface GivenInterpretation {
  title: string;
  form: InterpretationForm;
  unit: string;
  publishedOn: string;
  url: string | null;
  text: string;
  questions: readonly QuestionAnswer[];
}

/** @throws LibraryRefused `document_known`, `title_known`, `unknown_drafter`, `unknown_field`, `days_crossed` */
export async function addDocument(act: LibraryAct, given: GivenDocument): Promise<PolicyDocumentRow> {
  const fields = checked(act.directory, given);
  await refuseKnown(act, fields, null);
  const { manager, jurisdictionId, actor, at } = act;
  const row = await manager.save(
    manager.create(PolicyDocumentRow, {
      ...fields,
      jurisdictionId,
      createdBy: actor,
      createdAt: at,
      changedBy: actor,
      changedAt: at,
    }),
  );
  await record(act, row, 'added');
  return row;
}

/** @throws LibraryRefused as `addDocument`, `not_found`; StaleError */
export async function changeDocument(
  act: LibraryAct,
  { id, version }: { id: string; version: number },
  given: GivenDocument,
): Promise<void> {
  const row = await lockDocument(act, id, version);
  const fields = checked(act.directory, given);
  await refuseKnown(act, fields, id);
  Object.assign(row, fields);
  await save(act, row);
  await record(act, row, 'changed');
}

/** Takes a document out of the library, or puts it back. @throws LibraryRefused `not_found`, `document_known`; StaleError */
export async function moveDocument(
  act: LibraryAct,
  { id, version }: { id: string; version: number },
  to: 'out' | 'back',
): Promise<void> {
  const row = await lockDocument(act, id, version, { removed: true });
  if ((row.removedAt !== null) === (to === 'out')) return;
  if (to === 'back') await refuseKnown(act, row, id);
  row.removedAt = to === 'out' ? act.at : null;
  await save(act, row);
  await record(act, row, to === 'out' ? 'removed' : 'restored');
}

/** @throws LibraryRefused `nothing_explained`, `not_found`, `document_removed`; StaleError */
export async function addInterpretation(
  act: LibraryAct,
  { id, version }: { id: string; version: number },
  given: GivenInterpretation,
): Promise<PolicyInterpretationRow> {
  const document = await lockDocument(act, id, version);
  const { manager, actor, at } = act;
  const row = await manager.save(
    manager.create(PolicyInterpretationRow, {
      ...explained(given),
      documentId: id,
      createdBy: actor,
      createdAt: at,
      changedBy: actor,
      changedAt: at,
    }),
  );
  await save(act, document);
  await record(act, document, 'interpretation_added', row.id);
  return row;
}

/** @throws as `addInterpretation` */
export async function changeInterpretation(
  act: LibraryAct,
  { id, version }: { id: string; version: number },
  interpretationId: string,
  given: GivenInterpretation,
): Promise<void> {
  const document = await lockDocument(act, id, version);
  const row = await interpretationOf(act, id, interpretationId);
  Object.assign(row, explained(given), { changedBy: act.actor, changedAt: act.at });
  await act.manager.save(row);
  await save(act, document);
  await record(act, document, 'interpretation_changed', row.id);
}

/** @throws LibraryRefused `not_found`, `document_removed`; StaleError */
export async function moveInterpretation(
  act: LibraryAct,
  { id, version }: { id: string; version: number },
  interpretationId: string,
  to: 'out' | 'back',
): Promise<void> {
  const document = await lockDocument(act, id, version);
  const row = await interpretationOf(act, id, interpretationId);
  row.removedAt = to === 'out' ? act.at : null;
  await act.manager.save(row);
  await save(act, document);
  await record(act, document, to === 'out' ? 'interpretation_removed' : 'interpretation_restored', row.id);
}

async function lockDocument(
  { manager, jurisdictionId }: LibraryAct,
  id: string,
  version: number,
  { removed = false } = {},
): Promise<PolicyDocumentRow> {
  const row = await manager.findOne(PolicyDocumentRow, {
    where: { id, jurisdictionId },
    lock: { mode: 'pessimistic_write' },
  });
  if (!row) throw new LibraryRefused('not_found');
  if (row.version !== version) throw new StaleError(row.version);
  if (row.removedAt && !removed) throw new LibraryRefused('document_removed');
  return row;
}

async function interpretationOf({ manager }: LibraryAct, documentId: string, id: string) {
  const row = await manager.findOneBy(PolicyInterpretationRow, { id, documentId });
  if (!row) throw new LibraryRefused('not_found');
  return row;
}

async function save({ manager, actor, at }: LibraryAct, row: PolicyDocumentRow): Promise<void> {
  Object.assign(row, { changedBy: actor, changedAt: at, version: row.version + 1 });
  await manager.save(row);
}

async function record(
  { manager, at, actor, jurisdictionId }: LibraryAct,
  row: PolicyDocumentRow,
  what: string,
  part?: string,
): Promise<void> {
  await audit(manager, {
    at,
    actor,
    action: 'interpretations.changed',
    subject: row.id,
    data: { what, ...(part !== undefined && { part }), jurisdictionId },
  });
  // RT-15: what waits for somebody to name the drafter is routed anew by what the library knows now.
  await manager.query(
    `update incident set needs_routing = true
     where jurisdiction_id = $1 and state = 'awaiting_confirmation' and routed_by is null and not historic
       and not needs_routing and jsonb_path_exists(judgement, '$.signals[*] ? (@.kind == "policy_misread")')`,
    [jurisdictionId],
  );
}

/** Drafters by the names of the directory, also those of units that are gone: they were called so then. */
function checked(directory: Directory, given: GivenDocument) {
  const drafters = given.drafters.map((name) => {
    const unit = directory.unit(name.trim());
    if (!unit) throw new LibraryRefused('unknown_drafter', `（${name}）`);
    return unit.name;
  });
  const stray = given.fields.find((field) => directory.field(field) === undefined);
  if (stray !== undefined) throw new LibraryRefused('unknown_field', `（${stray}）`);
  const { publishedOn, effectiveOn, abolishedOn } = given;
  if (
    abolishedOn !== null &&
    (abolishedOn < publishedOn || (effectiveOn !== null && abolishedOn < effectiveOn))
  )
    throw new LibraryRefused('days_crossed');
  return {
    title: given.title.trim(),
    number: documentNumber(given.number ?? '') || null,
    issuer: given.issuer.trim(),
    drafters: [...new Set(drafters)],
    publishedOn,
    effectiveOn,
    abolishedOn,
    url: given.url,
    keywords: [...new Set(given.keywords.map((word) => word.trim()).filter(Boolean))],
    fields: [...new Set(given.fields)],
    exempt: given.exempt?.trim() || null,
  };
}

function explained(given: GivenInterpretation) {
  const text = given.text.trim();
  const questions = given.questions.filter(({ question }) => question.trim() !== '');
  if (text === '' && questions.length === 0 && given.url === null)
    throw new LibraryRefused('nothing_explained');
  const { form, publishedOn, url } = given;
  return {
    title: given.title.trim(),
    unit: given.unit.trim(),
    form,
    publishedOn,
    url,
    text,
    questions: [...questions],
  };
}

/** One document stands once: by its number, else by its title and issuer. */
async function refuseKnown(
  { manager, jurisdictionId }: LibraryAct,
  { number, title, issuer }: Pick<PolicyDocumentRow, 'number' | 'title' | 'issuer'>,
  self: string | null,
): Promise<void> {
  const others = { jurisdictionId, removedAt: IsNull(), ...(self !== null && { id: Not(self) }) };
  if (number !== null && (await manager.existsBy(PolicyDocumentRow, { ...others, number })))
    throw new LibraryRefused('document_known', `（${number}）`);
  if (
    number === null &&
    (await manager.existsBy(PolicyDocumentRow, { ...others, number: IsNull(), title, issuer }))
  )
    throw new LibraryRefused('title_known', `（${title}）`);
}
