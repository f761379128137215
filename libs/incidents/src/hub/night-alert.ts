import type { Directory } from '#jurisdiction';
import type { IncidentRow } from '../entities/incident.entity.js';
import { compareOpinionLevels, workingOpinionLevel } from '../levels.js';
import { isNight } from '../night.js';
import type { Act } from './act.js';
import { announce } from './announce.js';
import { isRunning } from './dispatch.js';
import { officeFor } from './stand-in.js';

/** Handling of emergencies and natural disasters (国办发〔2016〕61号, 第四类). */
const EMERGENCY = 'MR-4';

/**
 * An emergency heard while nobody is in the office: whoever is on duty there hears at once, once a matter, also where it waits
 * for a person to say who answers. What is dispatched at 重大 or above is told to the office and its duty room by its policy.
 */
export async function alertDutyRoom(act: Act, incident: IncidentRow, directory: Directory): Promise<void> {
  const waits = incident.state === 'awaiting_confirmation';
  if (!waits && !isRunning(incident)) return;
  if (!isEmergency(incident) || !nobodyIn(act.at, directory)) return;
  const level = workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed);
  if (!waits && compareOpinionLevels(level, '重大') >= 0) return;
  const { publicity } = directory.profile.jurisdiction.roles;
  // A report on public servants goes only to those who may see it (RT-05).
  const unit = incident.restricted ? publicity : officeFor(directory, incident.recused);
  if (!unit) return;
  await announce(act, incident, {
    eventKey: `${incident.id}:night`,
    unit,
    audience: 'duty',
    template: 'emergency_at_night',
    channels: ['mail', 'sms', 'wecom', 'dingtalk', 'app'],
  });
}

/**
 * Graded, suspected too; or words of an emergency of ours in what came first (the fast lane) that are told as happening. A
 * story of years ago (RT-54) lets people sleep.
 */
const isEmergency = ({ eventLevel, turn, mustRespond, flags }: IncidentRow): boolean =>
  !flags.includes('old_event') && (eventLevel !== 'none' || (turn === 0 && mustRespond.includes(EMERGENCY)));

function nobodyIn(at: Date, { profile, workingTime }: Directory): boolean {
  return isNight(at, profile.clocks.night, (day) => workingTime.calendar.isWorkingDay(day));
}
