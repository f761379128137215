import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { actsFor, mayDo, type Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { answeringRoles, isAnswered, isUnderWay, type DutyState } from '#incidents';
import { AssignmentRow, IncidentRow } from '#incidents/service';
import { inForce, type Directory } from '#jurisdiction';
import { readDirectory } from '#jurisdiction/service';
import type { IncidentResponses, ResponseKind } from '../contract/index.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { ResponseReader } from './response-reader.js';

/** The texts of one incident, and what somebody may begin for it. */
@Injectable()
export class Beginnings {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly incidents: IncidentReader,
    private readonly reader: ResponseReader,
  ) {}

  async of(caller: Principal, incidentId: string): Promise<IncidentResponses> {
    const { manager } = this.database;
    await this.incidents.mustSee(caller, incidentId);
    const filter = { state: 'all' as const, incident: incidentId, rehearsal: 'include' as const };
    const [{ items }, incident, directory] = await Promise.all([
      this.reader.list(caller, filter, { cursor: null, limit: 200 }),
      manager.findOneByOrFail(IncidentRow, { id: incidentId }),
      readDirectory(manager, caller.jurisdictionId),
    ]);
    const now = this.clock.now(timelineOf(incident));
    const kinds = kindsNow(incident);
    if (kinds.length === 0 || !mayDo(caller, 'responses.draft')) return { items, begin: null, wait: null };
    const duties = await this.answering(incidentId);
    const units = writers(caller, duties, directory, now);
    if (units.length === 0) return { items, begin: null, wait: waits(caller, duties) };
    const begin = {
      units,
      answering: duties.map(({ unit }) => unit),
      kinds,
      templates: templatesOn(directory, now),
    };
    return { items, begin, wait: null };
  }

  private async answering(incidentId: string): Promise<{ unit: string; state: DutyState }[]> {
    const rows = await this.database.manager.find(AssignmentRow, {
      where: { incidentId, state: In([...STANDING]) },
      order: { sentAt: 'ASC', unit: 'ASC' },
    });
    return rows.filter(({ roles }) => roles.some((role) => answeringRoles.has(role)));
  }
}

const STANDING: readonly DutyState[] = [
  'sent',
  'signed',
  'refused',
  'verified',
  'drafted',
  'aligned',
  'approved',
  'published',
];

function kindsNow({ restricted, historic, state }: IncidentRow): ResponseKind[] {
  if (restricted || historic) return [];
  if (isUnderWay(state)) return ['first', 'progress', 'final'];
  return isAnswered(state) ? ['progress', 'final'] : [];
}

/** In whose name: one's own unit where it owes the answer; the office and publicity for any, and for themselves. */
function writers(
  caller: Principal,
  duties: { unit: string; state: DutyState }[],
  directory: Directory,
  now: Date,
): string[] {
  const ready = duties.filter(({ state }) => state !== 'sent' && state !== 'refused').map(({ unit }) => unit);
  if (!mayDo(caller, 'incidents.all')) return ready.filter((unit) => actsFor(caller, unit));
  const { office, publicity } = directory.rolesOn(now);
  return [...new Set([...ready, caller.role === 'monitor' ? publicity : office])];
}

function waits(caller: Principal, duties: { unit: string; state: DutyState }[]): string | null {
  const own = duties.find(({ unit }) => actsFor(caller, unit));
  if (own?.state === 'sent') return '请先签收任务，再拟写回应。';
  return own?.state === 'refused' ? '已提出退单，正待裁定；如愿承办，请先撤回退单。' : null;
}

const templatesOn = (directory: Directory, now: Date) =>
  directory.profile.templates
    .filter((template) => inForce(template, now))
    .map(({ key, name, occasion, note }) => ({ key, name, occasion, note: note ?? null }));
