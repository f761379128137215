import { Injectable } from '@nestjs/common';
import { DataSource, In, Not } from 'typeorm';
import { actsFor, mayDo, type Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { lateOf, outstanding } from '#incidents';
import {
  AssignmentRow,
  DeadlineRow,
  IncidentRow,
  REFUSALS,
  SupervisionPartRow,
  SupervisionRow,
  UrgingRow,
  URGE_PAUSE,
  visibleParts,
  type Urged,
} from '#incidents/service';
import type { DutyUrging, UrgedView } from '../contract/index.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { displayNames } from '../incidents/names.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { actorWords } from '../incidents/words.js';

/** What was urged and what came of it, for somebody who may see the duties. */
@Injectable()
export class UrgeReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly incidents: IncidentReader,
  ) {}

  urged({ urged, passed }: Urged): UrgedView {
    return {
      urged: urged.map(({ assignmentId, unit, round }) => ({ assignmentId, unit, round })),
      passed: passed.map(({ assignmentId, unit, reason }) => ({
        assignmentId,
        unit,
        reason: REFUSALS[reason],
      })),
    };
  }

  /** A unit's people see what was said to their own unit. */
  async urgings(caller: Principal, ids: string[]): Promise<DutyUrging[]> {
    const { manager } = this.database;
    const asked = await manager.findBy(AssignmentRow, { id: In(ids) });
    const seen = await this.incidents.whichOf(caller, [...new Set(asked.map((duty) => duty.incidentId))]);
    const duties = asked.filter(
      (duty) => seen.has(duty.incidentId) && (mayDo(caller, 'incidents.all') || actsFor(caller, duty.unit)),
    );
    const assignmentId = In(duties.map(({ id }) => id));
    const [urgings, parts] = await Promise.all([
      manager.find(UrgingRow, { where: { assignmentId }, order: { round: 'DESC' } }),
      manager.findBy(SupervisionPartRow, { assignmentId, state: In(['open', 'answered']) }),
    ]);
    const supervisionIds = [...new Set(parts.map((part) => part.supervisionId))];
    const [sheets, shown, names, owed] = await Promise.all([
      manager.findBy(SupervisionRow, { id: In(supervisionIds), state: Not('withdrawn') }),
      visibleParts(manager, caller, supervisionIds),
      displayNames(
        manager,
        urgings.map((row) => row.by),
      ),
      this.owed(duties),
    ]);
    return duties.flatMap((duty): DutyUrging[] => {
      const own = urgings.filter((row) => row.assignmentId === duty.id);
      const part = parts.find((row) => row.assignmentId === duty.id && shown.has(row.id));
      const sheet = part && sheets.find((row) => row.id === part.supervisionId);
      const [last] = own;
      const owes = owed.get(duty.id) ?? null;
      if (!last && !sheet && !owes) return [];
      const next = last && new Date(last.at.getTime() + URGE_PAUSE);
      return [
        {
          assignmentId: duty.id,
          owes,
          count: own.length,
          lastAt: last ? iso(last.at) : null,
          lastBy: last ? actorWords(last.by, names) : null,
          lastNote: last?.words || null,
          nextAt: next && next > this.clock.now(timelineOf(duty)) ? iso(next) : null,
          supervision: sheet && part ? { id: sheet.id, number: sheet.number, dueAt: iso(part.dueAt) } : null,
        },
      ];
    });
  }

  private async owed(duties: AssignmentRow[]): Promise<Map<string, DutyUrging['owes']>> {
    const { manager } = this.database;
    const incidentId = In([...new Set(duties.map((duty) => duty.incidentId))]);
    const [incidents, deadlines] = await Promise.all([
      manager.find(IncidentRow, { where: { id: incidentId }, select: { id: true, state: true } }),
      manager.find(DeadlineRow, {
        where: { incidentId, kind: 'statutory', state: In(['open', 'missed']) },
        order: { dueAt: 'ASC' },
      }),
    ]);
    return new Map(
      duties.map((duty) => {
        const incident = incidents.find(({ id }) => id === duty.incidentId);
        const statutory = deadlines.find((row) => row.incidentId === duty.incidentId)?.dueAt ?? null;
        const owed = incident ? outstanding(duty, incident.state, statutory) : [];
        const late = lateOf(owed, this.clock.now(timelineOf(duty)));
        const first = late ?? owed[0];
        if (!first) return [duty.id, null];
        return [duty.id, { kind: first.kind, dueAt: isoOrNull(first.dueAt), late: late !== null }];
      }),
    );
  }
}
