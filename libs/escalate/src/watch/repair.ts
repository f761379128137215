import { In, type DataSource } from 'typeorm';
import { timelineOf, type Clock } from '#clock';
import type { Directory } from '#jurisdiction';
import { announce, IncidentRow, officeFor } from '#incidents/service';
import type { Wakeups } from '#queue';
import { CHECKS } from './checks.js';
import { repairTried, type Standing } from './findings.js';

export interface RepairDesk {
  database: DataSource;
  clock: Clock;
  wakeups: Wakeups;
  jurisdictionId: string;
  /** The directory in force. */
  directory(): Promise<Directory>;
}

/** A wake-up that did not help within so long (s) is sent again. */
const AGAIN = 20;
/** Beijing has no summer time; a reminder a day by its calendar. */
const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** Tries to mend what was found: wakes the step that should have come by, or tells the office what only people can see to. */
export async function repair(standing: readonly Standing[], desk: RepairDesk): Promise<void> {
  const due = standing.filter(({ sinceRepair }) => sinceRepair === null || sinceRepair > AGAIN);
  const tried: string[] = [];
  const woken = new Set<string>();
  for (const finding of due) {
    const how = CHECKS.find(({ kind }) => kind === finding.kind)?.repair ?? null;
    if (how === null || (how === 'remind' && finding.sightings < 2)) continue;
    tried.push(finding.id);
    if (how !== 'remind') await wake(how, finding, desk, woken);
  }
  await remind(
    due.filter(
      ({ id, kind }) => tried.includes(id) && CHECKS.some((c) => c.kind === kind && c.repair === 'remind'),
    ),
    desk,
  );
  await repairTried(desk.database.manager, tried);
}

async function wake(
  step: 'escalate' | 'deliver' | 'route' | 'judge',
  { incidentId }: Standing,
  { wakeups, jurisdictionId }: RepairDesk,
  woken: Set<string>,
): Promise<void> {
  const key = step === 'deliver' || step === 'judge' ? step : `${step} ${incidentId}`;
  if (woken.has(key)) return;
  woken.add(key);
  if (step === 'deliver' || step === 'judge') await wakeups.wake(step, { jurisdictionId });
  else if (incidentId) await wakeups.wake(step, { incidentId });
}

/** Once a day the office hears of each matter that nothing else would ever bring up again. */
async function remind(lacking: readonly Standing[], desk: RepairDesk): Promise<void> {
  const ids = [...new Set(lacking.flatMap(({ incidentId }) => incidentId ?? []))];
  if (ids.length === 0) return;
  const directory = await desk.directory();
  await desk.database.transaction(async (manager) => {
    for (const incident of await manager.findBy(IncidentRow, { id: In(ids) })) {
      const at = desk.clock.now(timelineOf(incident));
      await announce({ manager, at, actor: 'system' }, incident, {
        eventKey: `${incident.id}:watch:${DAY.format(at)}`,
        unit: officeFor(directory, incident.recused) ?? directory.profile.jurisdiction.roles.office,
        audience: 'office',
        template: 'nothing_ahead',
      });
    }
  });
  for (const incidentId of ids) await desk.wakeups.wake('escalate', { incidentId });
}
