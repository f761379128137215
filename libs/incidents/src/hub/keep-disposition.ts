import type { DispositionReason, SystemReason } from '../disposition.js';
import {
  DispositionProposalRow,
  DispositionRow,
  type BeforeDisposition,
  type DispositionDetails,
} from '../entities/disposition.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import type { Disposition } from '../judgement.js';
import type { Routing } from '../routing.js';
import { note, type Act } from './act.js';

/** A decision on where judging ends. */
export interface Decided {
  kind: Disposition;
  reason: DispositionReason | SystemReason;
  note?: string;
  details?: DispositionDetails;
  /** What stood before, where it can be taken back. */
  before?: BeforeDisposition;
}

/**
 * Puts a disposition in force and keeps who decided it and why. What a person decides is logged for itself; what the rules
 * decide stands in the log as the dispatch or the setting aside it led to. The caller holds the lock and saves.
 */
export async function keepDisposition(act: Act, incident: IncidentRow, decided: Decided): Promise<void> {
  const { kind, reason, details = {} } = decided;
  const previous = incident.disposition;
  const byPerson = act.actor.startsWith('account:') && reason !== 'by_rules';
  await act.manager.insert(DispositionRow, {
    jurisdictionId: incident.jurisdictionId,
    incidentId: incident.id,
    kind,
    reason,
    note: decided.note ?? '',
    details: details as never,
    previous,
    before: (decided.before ?? null) as never,
    undoes: null,
    by: byPerson ? act.actor : 'system',
    at: act.at,
    rehearsal: incident.rehearsal,
  });
  // It goes another way than what waits for a second person.
  const { id: incidentId } = incident;
  const lapsed = { state: 'lapsed' as const, decidedAt: act.at };
  await act.manager.update(DispositionProposalRow, { incidentId, state: 'waiting' }, lapsed);
  incident.disposition = kind;
  incident.disposedBy = byPerson ? act.actor.replace(/^account:/, '') : null;
  if (kind !== 'watch') await leaveWatch(act, incident, 'person');
  if (!byPerson && reason === 'by_rules') return;
  const { unit, receiver, number } = details;
  await note(act, incident, 'disposition.decided', {
    kind,
    reason,
    previous,
    ...(unit && { unit }),
    ...(receiver && { receiver }),
    ...(number && { number }),
  });
}

/** The matter is not looked on at any more. */
export async function leaveWatch(act: Act, incident: IncidentRow, reason: string): Promise<void> {
  if (!incident.watchUntil) return;
  incident.watchUntil = null;
  await note(act, incident, 'watch.ended', { reason });
}

/** A dispatched matter is to be answered: in public, unless a person has decided for a direct reply. */
export async function keepAnswering(act: Act, incident: IncidentRow): Promise<void> {
  if (incident.disposition === 'respond' || incident.disposition === 'reply') return;
  await keepDisposition(act, incident, { kind: 'respond', reason: 'by_rules' });
}

/** Where a matter goes that the rules give to nobody here. */
export async function keepSetAside(act: Act, incident: IncidentRow, routing: Routing): Promise<void> {
  const { disposition, flags } = routing;
  const outside = flags.includes('out_of_jurisdiction') || flags.includes('maybe_outside');
  const named = disposition !== 'respond' && disposition !== 'watch';
  const kind = named ? disposition : outside ? 'transfer' : 'not_government';
  if (incident.disposition === kind) return;
  await keepDisposition(act, incident, { kind, reason: 'by_rules' });
}
