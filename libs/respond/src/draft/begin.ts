import { In, Not } from 'typeorm';
import { isAnswered, isUnderWay } from '#incidents';
import { answeringDuties, note, RefusedAction, type Act, type IncidentRow } from '#incidents/service';
import { inForce, type Directory } from '#jurisdiction';
import {
  ResponseRow,
  ResponseVersionRow,
  type Occasion,
  type ResponseKind,
} from '../entities/response.entity.js';
import { cleanHtml } from './clean.js';
import { fillCorrection, fillTemplate } from './templates.js';

/** What somebody begins to write. */
export interface Begin {
  kind: ResponseKind;
  occasion: Occasion;
  /** Who writes. */
  unit: string;
  /** Who answers in it; empty: the unit that writes where it owes the answer, else all that do. */
  units: readonly string[];
  /** Key of a template; null: an empty text. */
  template: string | null;
  /** The published text it corrects. */
  corrects: string | null;
}

/**
 * A text to write; who taps twice, or comes after a colleague, gets the one that is already being written.
 * @throws RefusedAction `response_restricted`, `response_not_now`, `first_answered`, `not_answering`, `sign_before_draft`,
 * `duty_refused`, `response_open`, `nothing_to_correct`, `template_unknown`
 */
export async function beginResponse(
  act: Act,
  incident: IncidentRow,
  given: Begin,
  directory: Directory,
): Promise<ResponseRow> {
  mustBeTime(incident, given.kind);
  await mustCorrect(act, incident, given);
  const units = await unitsOf(act, incident, given, directory);
  const open = await openText(act, incident, given);
  if (open) return open;
  const template = given.template === null ? null : templateOf(directory, given.template, act.at);
  const response = await act.manager.save(
    act.manager.create(ResponseRow, {
      jurisdictionId: incident.jurisdictionId,
      incidentId: incident.id,
      round: incident.round,
      kind: given.kind,
      occasion: template?.occasion ?? given.occasion,
      unit: given.unit,
      units,
      state: 'drafting',
      latest: 1,
      corrects: given.corrects,
      createdBy: act.actor,
      createdAt: act.at,
      rehearsal: incident.rehearsal,
    }),
  );
  const filled =
    (template === null && (await correctionOf(act, given.corrects))) ||
    fillTemplate(template, {
      city: directory.profile.jurisdiction.name,
      unit: given.unit,
      units,
      places: [...new Set(incident.places.map(({ name }) => name))],
      topics: incident.topics,
      number: incident.number,
      discoveredAt: incident.discoveredAt,
      now: act.at,
    });
  await act.manager.insert(ResponseVersionRow, {
    responseId: response.id,
    number: 1,
    title: filled.title,
    ...cleanHtml(filled.html),
    by: act.actor,
    at: act.at,
    note: template ? `模板：${template.name}` : '',
  });
  await note(act, incident, 'response.begun', { responseId: response.id, unit: given.unit, units });
  return response;
}

/** @returns null for a text that corrects none */
async function correctionOf(
  act: Act,
  corrects: string | null,
): Promise<{ title: string; html: string } | null> {
  if (corrects === null) return null;
  const { latest: number, publishedAt } = await act.manager.findOneByOrFail(ResponseRow, { id: corrects });
  const version = await act.manager.findOneBy(ResponseVersionRow, { responseId: corrects, number });
  return version && fillCorrection(version, publishedAt ?? act.at);
}

/** An answer is written while one is owed, progress after it, a correction whenever the published text proves wrong. */
function mustBeTime(incident: IncidentRow, kind: ResponseKind): void {
  if (incident.restricted) throw new RefusedAction('response_restricted');
  if (incident.historic) throw new RefusedAction('response_not_now');
  if (kind === 'correction') return;
  if (isUnderWay(incident.state)) return;
  if (!isAnswered(incident.state)) throw new RefusedAction('response_not_now');
  if (kind === 'first') throw new RefusedAction('first_answered');
}

async function mustCorrect(act: Act, incident: IncidentRow, { kind, corrects }: Begin): Promise<void> {
  if ((kind === 'correction') !== (corrects !== null)) throw new RefusedAction('nothing_to_correct');
  if (corrects === null) return;
  const where = { id: corrects, incidentId: incident.id, state: 'published' as const };
  if (!(await act.manager.existsBy(ResponseRow, where))) throw new RefusedAction('nothing_to_correct');
}

/** Who may write: departments that owe the answer, and the city's office and publicity department for them. */
async function unitsOf(
  act: Act,
  incident: IncidentRow,
  given: Begin,
  directory: Directory,
): Promise<string[]> {
  const duties = await answeringDuties(act, incident.id);
  const owing = duties.map(({ unit }) => unit);
  const own = duties.find(({ unit }) => unit === given.unit);
  const { office, publicity } = directory.rolesOn(act.at);
  if (!own && given.unit !== office && given.unit !== publicity) throw new RefusedAction('not_answering');
  if (own?.state === 'sent') throw new RefusedAction('sign_before_draft');
  if (own?.state === 'refused') throw new RefusedAction('duty_refused');
  if (given.units.some((unit) => !owing.includes(unit))) throw new RefusedAction('not_answering');
  const chosen = given.units.length > 0 ? given.units : own ? [own.unit] : owing;
  return chosen.length > 0 ? [...new Set(chosen)] : [given.unit];
}

const SETTLED = ['published', 'withdrawn'] as const;

async function openText(act: Act, incident: IncidentRow, given: Begin): Promise<ResponseRow | null> {
  const open = await act.manager.find(ResponseRow, {
    where: {
      incidentId: incident.id,
      round: incident.round,
      unit: given.unit,
      state: Not(In([...SETTLED])),
    },
    order: { createdAt: 'ASC' },
  });
  const same = open.filter((one) => (one.kind === 'correction') === (given.kind === 'correction'));
  const alike = same.filter((one) => one.corrects === given.corrects);
  const drafting = alike.find(({ state }) => state === 'drafting');
  if (!drafting && alike.length > 0) throw new RefusedAction('response_open');
  return drafting ?? null;
}

function templateOf(directory: Directory, key: string, at: Date) {
  const found = directory.profile.templates.find((one) => one.key === key && inForce(one, at));
  if (!found) throw new RefusedAction('template_unknown');
  return found;
}
