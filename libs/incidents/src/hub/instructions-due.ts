import type { EntityManager } from 'typeorm';
import type { Timeline } from '#clock';
import type { IncidentRow } from '../entities/incident.entity.js';
import { InstructionTaskRow } from '../entities/instruction.entity.js';
import { isOver } from '../life.js';
import type { Act } from './act.js';
import { announce } from './announce.js';
import { lockIncident } from './lock.js';

const AT_ONCE = 100;

/** Tells a unit of its task of an instruction. */
export async function tellUnit(
  act: Act,
  incident: IncidentRow,
  task: InstructionTaskRow,
  template: 'instructed' | 'instruction_near' | 'instruction_overdue',
  audiences: string[],
): Promise<void> {
  for (const audience of audiences)
    await announce(act, incident, {
      eventKey: `${task.id}:${template}:${audience}`,
      unit: task.unit,
      audience,
      template,
      subjectId: task.id,
      ownOnly: true,
    });
}

/**
 * Tasks of instructions that are about to run out or have: the unit hears shortly before, its leader in charge when the time
 * is up. Safe to run twice.
 * @returns incidents of which something is to be told; the caller wakes `escalate` for them
 */
export async function instructionsDue(
  manager: EntityManager,
  now: Date,
  timeline: Timeline,
): Promise<string[]> {
  const due: { id: string; incidentId: string }[] = await manager.query(
    `select id, incident_id as "incidentId" from instruction_task
     where next_tell_at <= $1 and rehearsal = $2 order by incident_id, next_tell_at limit ${AT_ONCE}`,
    [now, timeline === 'rehearsal'],
  );
  const told = new Set<string>();
  for (const { id, incidentId } of due)
    await manager.transaction(async (inner) => {
      const incident = await lockIncident(inner, incidentId);
      const task = await inner.findOneBy(InstructionTaskRow, { id });
      if (!incident || !task?.nextTellAt || task.nextTellAt > now) return;
      const over = task.dueAt <= now;
      task.nextTellAt = over || isOver(incident.state) ? null : task.dueAt;
      await inner.save(InstructionTaskRow, task);
      if (isOver(incident.state)) return;
      const act: Act = { manager: inner, actor: 'system', at: now };
      const audiences = over ? ['liaison_and_handler', 'charge_leader'] : ['liaison_and_handler'];
      await tellUnit(act, incident, task, over ? 'instruction_overdue' : 'instruction_near', audiences);
      told.add(incidentId);
    });
  return [...told];
}
