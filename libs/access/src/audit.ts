import type { EntityManager } from 'typeorm';
import { AuditRow } from './entities/access.entity.js';

/** What the auditor can look up; a closed list. */
export type AuditAction =
  | 'login'
  | 'logout'
  | 'password.changed'
  | 'account.created'
  | 'account.linked'
  | 'account.changed'
  | 'account.unlocked'
  | 'password.reset'
  | 'post.assigned'
  | 'token.created'
  | 'token.revoked'
  | 'source.created'
  | 'source.changed'
  | 'item.entered'
  | 'archive.downloaded'
  | 'incidents.exported'
  | 'orders.exported'
  | 'late.exported'
  | 'order.caller_seen'
  | 'letter.person_seen'
  | 'cases.exported'
  | 'cases.imported'
  | 'cases.removed'
  | 'model.trained'
  | 'model.activated'
  | 'model.rolled_back'
  | 'directory.proposed'
  | 'directory.changed'
  | 'directory.rejected'
  | 'directory.withdrawn'
  | 'directory.exported'
  | 'roster.imported'
  | 'roster.changed'
  | 'roster.confirmed'
  | 'roster.absence'
  | 'roster.revealed'
  | 'roster.exported'
  | 'interpretations.changed'
  | 'interpretations.imported'
  | 'duty.changed'
  | 'duty.revealed'
  | 'trial.started'
  | 'trial.stopped'
  | 'handover.written'
  | 'handover.accepted'
  | 'handover.exported'
  | 'endpoint.created'
  | 'endpoint.changed'
  | 'endpoint.removed'
  | 'endpoint.restored'
  | 'channel.tested'
  | 'duty.dialled'
  | 'call.number_seen'
  | 'night.approved'
  | 'night.signed'
  | 'night.unsigned'
  | 'night.denied';

export interface AuditEntry {
  at: Date;
  actor: string;
  action: AuditAction;
  subject?: string;
  success?: boolean;
  data?: Record<string, unknown>;
}

/** Writes one line of the audit log, in the caller's transaction. Never holds a password, a token or a citizen's text. */
export async function audit(manager: EntityManager, entry: AuditEntry): Promise<void> {
  await manager.insert(AuditRow, {
    at: entry.at,
    actor: entry.actor,
    action: entry.action,
    subject: entry.subject ?? null,
    success: entry.success ?? true,
    data: entry.data ?? {},
  } as object);
}
