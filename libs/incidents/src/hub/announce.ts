import { AnnouncementRow, type Channel } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import type { Act } from './act.js';

export interface Announcement {
  /** What happened, once: the same key is told once. */
  eventKey: string;
  /** The unit the audience is looked up from. */
  unit: string;
  /** An audience of the policies: `liaison_and_handler`, `charge_leader`, `office`, `duty` … */
  audience: string;
  template: string;
  assignmentId?: string | null;
  subjectId?: string | null;
  channels?: Channel[];
  /** Only people of that unit itself; where none is reachable nobody else hears. */
  ownOnly?: boolean;
  /** Small facts for the text: numbers, names of units; never a citizen's words. */
  data?: Record<string, unknown>;
}

/** Makes an event known to whom it concerns; in the transaction of the change. The caller wakes `escalate` after commit. */
export async function announce(act: Act, incident: IncidentRow, what: Announcement): Promise<void> {
  const { eventKey, unit, audience, template, channels = null } = what;
  await act.manager
    .createQueryBuilder()
    .insert()
    .into(AnnouncementRow)
    .values({
      jurisdictionId: incident.jurisdictionId,
      incidentId: incident.id,
      assignmentId: what.assignmentId ?? null,
      subjectId: what.subjectId ?? null,
      eventKey,
      unit,
      audience,
      template,
      channels,
      ownOnly: what.ownOnly ?? false,
      data: (what.data ?? {}) as never,
      createdAt: act.at,
      toldAt: null,
      rehearsal: incident.rehearsal,
    })
    .orIgnore()
    .execute();
}
