import type { EntityManager } from 'typeorm';
import { mayDo, type Principal } from '#access';
import {
  KINDS,
  nameOf,
  needsApproval,
  type CheckedEdit,
  type CheckedEdits,
  type DirectoryKind,
  type EditProblem as Problem,
  type EntryBody,
} from '#jurisdiction';
import type { DirectoryChangeRow } from '#jurisdiction/service';
import type { ChangeAction, ChangeSummary, EditProblem, EditView, StaleEntry } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { namesOfActors } from './people.js';
import { presentDiff } from './present-entry.js';

export interface ChangeContext {
  nameOf: (actor: string) => string;
  /** Number of incidents its dry run found changed, by dry run. */
  changed: ReadonlyMap<string, number>;
  /** Numbers of the incidents changes came from that the caller may see. */
  incidents: ReadonlyMap<string, string>;
}

/** Of a change that came from an incident the caller may not see: title and reason could tell of it. */
export const HIDDEN_TITLE = '名录修改（来源事件不在您的查看范围内）';

export function presentSummary(
  row: DirectoryChangeRow,
  caller: Principal,
  context: ChangeContext,
): ChangeSummary {
  const number = context.incidents.get(row.originIncidentId ?? '');
  const hidden = row.originIncidentId !== null && number === undefined;
  return {
    id: row.id,
    number: row.number,
    title: hidden ? HIDDEN_TITLE : row.title,
    state: row.state,
    origin: row.origin,
    originIncident: row.originIncidentId && number ? { id: row.originIncidentId, number } : null,
    kinds: [...new Set(row.edits.map(({ kind }) => kind))],
    editCount: row.edits.length,
    needsApproval: row.edits.some(({ kind, before, body }) => needsApproval(kind, before, body)),
    proposedBy: context.nameOf(row.proposedBy),
    proposedAt: iso(row.proposedAt),
    decidedBy: row.decidedBy && context.nameOf(row.decidedBy),
    decidedAt: isoOrNull(row.decidedAt),
    appliedVersion: row.appliedVersion,
    own: row.proposedBy === actorOf(caller),
    actions: actionsOn(row, caller),
    changedIncidents: context.changed.get(row.dryRunId ?? '') ?? null,
    version: row.version,
  };
}

function actionsOn(row: DirectoryChangeRow, caller: Principal): ChangeAction[] {
  if (!mayDo(caller, 'directory.change')) return [];
  const own = row.proposedBy === actorOf(caller);
  if (row.state === 'draft') return own ? ['edit', 'submit', 'withdraw', 'dry_run'] : [];
  if (row.state === 'approved') return ['take_back'];
  if (row.state !== 'proposed') return [];
  if (own) return ['withdraw', 'dry_run'];
  return caller.kind === 'account' ? ['approve', 'reject', 'dry_run'] : ['dry_run'];
}

/** The edits of a stored change; `checked` against the directory as it stands while it is open. */
export async function presentEdits(
  manager: EntityManager,
  row: DirectoryChangeRow,
  checked: CheckedEdits | null,
): Promise<EditView[]> {
  return Promise.all(
    row.edits.map(async (edit) => {
      const { kind, key, body, expectedRevision, before } = edit;
      const stale = checked?.stale.find((one) => one.kind === kind && one.key === key);
      return {
        ...viewOf({ kind, key, body, expectedRevision, before }),
        changedSince: stale ? presentDiff(kind, before, stale.before) : [],
      };
    }),
  );
}

/** Edits as somebody has just handed them in. */
export async function presentChecked(manager: EntityManager, checked: CheckedEdits, jurisdictionId: string) {
  const stale = new Map(
    (await staleEntries(manager, jurisdictionId, checked.stale)).map((one) => [
      `${one.kind} ${one.key}`,
      one,
    ]),
  );
  return checked.edits.map((edit): EditView => ({
    ...viewOf(edit),
    changedSince: stale.get(`${edit.kind} ${edit.key}`)?.diff ?? [],
  }));
}

interface Edit {
  kind: DirectoryKind;
  key: string;
  body: EntryBody | null;
  expectedRevision: number | null;
  before: EntryBody | null;
}

const viewOf = ({ kind, key, body, expectedRevision, before }: Edit): EditView => ({
  kind,
  key,
  body,
  expectedRevision,
  name: nameOf(kind, key, body ?? before ?? {}),
  action: body === null ? 'remove' : before === null ? 'add' : 'replace',
  needsApproval: needsApproval(kind, before, body),
  before,
  diff: presentDiff(kind, before, body),
  changedSince: [],
});

export const presentProblem = ({ kind, key, name, path, label, message }: Problem): EditProblem => ({
  kind,
  key,
  name: name || KINDS[kind].label,
  path,
  label,
  message,
});

/** What others have done to entries since the revision that was edited. */
export async function staleEntries(
  manager: EntityManager,
  jurisdictionId: string,
  edits: readonly CheckedEdit[],
): Promise<StaleEntry[]> {
  if (edits.length === 0) return [];
  const rows: {
    kind: string;
    key: string;
    revision: number;
    body: EntryBody;
    by: string;
    at: Date;
    now: boolean;
  }[] = await manager.query(
    `select kind, key, revision, body, changed_by as by, changed_at as at, replaced_at is null as now
       from directory_entry where jurisdiction_id = $1
         and (kind, key) in (select kind, key from jsonb_to_recordset($2::jsonb) as e(kind text, key text))`,
    [jurisdictionId, JSON.stringify(edits.map(({ kind, key }) => ({ kind, key })))],
  );
  const nameOfActor = await namesOfActors(
    manager,
    rows.map(({ by }) => by),
  );
  return edits.map(({ kind, key, name, expectedRevision }) => {
    const own = rows.filter((row) => row.kind === kind && row.key === key);
    const now = own.find((row) => row.now);
    const edited = own.find((row) => row.revision === expectedRevision);
    return {
      kind,
      key,
      name,
      expectedRevision,
      currentRevision: now?.revision ?? null,
      changedBy: now ? nameOfActor(now.by) : null,
      changedAt: now ? iso(now.at) : null,
      diff: presentDiff(kind, edited?.body ?? null, now?.body ?? null),
    };
  });
}
