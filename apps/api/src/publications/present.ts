import { actsFor, mayDo, type Principal } from '#access';
import type { Directory } from '#jurisdiction';
import type { CommitmentRow, PublicationProofRow, PublicationRow, TakeoverRow } from '#respond/service';
import type {
  CommitmentView,
  PublicationAction,
  PublicationProof,
  PublicationView,
  TakeoverView,
} from '../contract/index.js';
import { iso, isoOrNull } from '../incidents/present.js';
import type { Names } from '../incidents/names.js';

/** What a row is shown with. */
export interface Shown {
  number: string;
  /** Null where the caller may not know of the matter. */
  incidentId: string | null;
  names: Names;
  now: Date;
}

const nameOf = (names: Names, actor: string | null): string | null =>
  actor && (names.get(actor.replace(/^account:/, '')) ?? actor.replace(/^account:/, ''));

export function presentPublication(
  row: PublicationRow,
  more: Shown & {
    text: { title: string; kind: PublicationView['kind'] } | null;
    files: PublicationProofRow[];
    directory: Directory;
    caller: Principal;
  },
): PublicationView {
  const outlet = more.directory.profile.outlets.find(({ key }) => key === row.outletKey);
  return {
    id: row.id,
    incidentId: more.incidentId,
    incidentNumber: more.number,
    responseId: row.responseId,
    title: more.text?.title ?? null,
    kind: more.text?.kind ?? null,
    outlet: row.outletKey ? { key: row.outletKey, name: outlet?.name ?? row.outletKey } : null,
    owner: row.owner,
    publisher: row.publisher,
    publisherName: row.publisherName,
    form: row.form,
    forwarded: row.forwarded,
    state: row.state,
    dueAt: isoOrNull(row.dueAt),
    dueRule: row.dueRule,
    late: row.state === 'due' && row.dueAt !== null && row.dueAt < more.now,
    url: row.url,
    publishedAt: isoOrNull(row.publishedAt),
    registeredBy: nameOf(more.names, row.registeredBy),
    countsAs: row.countsAs,
    countsWhy: row.countsWhy,
    proof: presentProof(row, more.files),
    listed: row.listed,
    reason: row.reason,
    actions: actionsOn(row, more.caller),
    rehearsal: row.rehearsal,
    version: row.version,
    now: iso(more.now),
  };
}

function presentProof(row: PublicationRow, files: PublicationProofRow[]): PublicationProof | null {
  if (!row.proofStatus) return null;
  return {
    state: row.proofStatus,
    note: row.proofNote,
    at: isoOrNull(row.proofAt),
    hash: row.proofHash,
    share: row.proofFindings?.share ?? null,
    missing: row.proofFindings?.missing ?? [],
    instead: row.proofFindings?.instead ?? [],
    nextAt: row.proofStatus === 'waiting' ? null : isoOrNull(row.proofNextAt),
    files: files.map(({ id, mime, size, at }) => ({ id, mime, size, at: iso(at) })),
  };
}

/** Publishes for the outlet's owner, or for any: the office and the publicity department. */
export const publishesFor = (caller: Principal, owner: string | null): boolean =>
  mayDo(caller, 'responses.publish') && (mayDo(caller, 'incidents.all') || actsFor(caller, owner));

function actionsOn(row: PublicationRow, caller: Principal): PublicationAction[] {
  const decides = mayDo(caller, 'routing.decide');
  const publishes = publishesFor(caller, row.owner);
  const actions: PublicationAction[] = [];
  if (row.state === 'due' && publishes) actions.push('register');
  if ((row.state === 'due' || row.state === 'held') && row.responseId && decides) actions.push('withdraw');
  if (row.state === 'published' && row.responseId && decides) actions.push('list');
  if (row.state === 'published' && publishes) actions.push('prove');
  return actions;
}

export function presentCommitment(
  row: CommitmentRow,
  more: Shown & { promisedAt: Date | null; caller: Principal },
): CommitmentView {
  const keeps = publishesFor(more.caller, row.unit);
  const open = row.state === 'open';
  const actions: CommitmentView['actions'] = [];
  if (open && keeps) actions.push('settle');
  if (open && keeps && !row.movedFrom) actions.push('move');
  if (open && mayDo(more.caller, 'routing.decide')) actions.push('withdraw');
  return {
    id: row.id,
    incidentId: more.incidentId,
    incidentNumber: more.number,
    what: row.what,
    unit: row.unit,
    dueAt: iso(row.dueAt),
    late: open && row.dueAt < more.now,
    movedFrom: isoOrNull(row.movedFrom),
    movedReason: row.movedReason,
    movedUrl: row.movedUrl,
    state: row.state,
    proofUrl: row.proofUrl,
    outcome: row.outcome,
    settledAt: isoOrNull(row.settledAt),
    settledBy: nameOf(more.names, row.settledBy),
    promisedAt: isoOrNull(more.promisedAt),
    actions,
    rehearsal: row.rehearsal,
    version: row.version,
    now: iso(more.now),
  };
}

export const presentTakeover = (row: TakeoverRow, names: Names): TakeoverView => ({
  id: row.id,
  publisher: row.publisher,
  name: row.name,
  basis: row.basis,
  since: iso(row.since),
  by: nameOf(names, row.by) ?? '',
  endedAt: isoOrNull(row.endedAt),
  endReason: row.endReason,
});
