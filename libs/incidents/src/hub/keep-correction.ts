import { IsNull } from 'typeorm';
import type { CorrectedAspect, CorrectedJudgement } from '../corrections.js';
import { JudgementCorrectionRow } from '../entities/correction.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { note, type Act } from './act.js';

/** What a person puts right. */
export interface NewCorrection<A extends CorrectedAspect = CorrectedAspect> {
  aspect: A;
  /** What stood there, in the shape of `after`; null when nothing did. */
  before: unknown;
  after: NonNullable<CorrectedJudgement[A]>;
  reason: string;
  /** The item it was said of, if of one. */
  itemId?: string;
}

/** What it is about: an incident (loaded and locked by the caller, who saves it), or an item that is in none. */
export type CorrectedMatter = { incident: IncidentRow } | { jurisdictionId: string; itemId: string };

/**
 * Remembers what a person put right, as a labelled example; for an incident also on the incident itself
 * (`incident.corrected`, saved by the caller), so that neither judging again nor merging overrules it.
 * The log names the aspect, never the words.
 */
export async function keepCorrection(
  act: Act,
  matter: CorrectedMatter,
  correction: NewCorrection,
): Promise<JudgementCorrectionRow> {
  const incident = 'incident' in matter ? matter.incident : null;
  const itemId = 'itemId' in matter ? matter.itemId : (correction.itemId ?? null);
  const row = await act.manager.save(
    act.manager.create(JudgementCorrectionRow, {
      jurisdictionId: 'incident' in matter ? matter.incident.jurisdictionId : matter.jurisdictionId,
      itemId,
      incidentId: incident?.id ?? null,
      aspect: correction.aspect,
      before: correction.before,
      after: correction.after,
      reason: correction.reason.trim(),
      by: act.actor.replace(/^account:/, ''),
      at: act.at,
      takenBackAt: null,
      takenBackBy: null,
    }),
  );
  if (incident) {
    incident.corrected = put(incident.corrected, correction.aspect, correction.after);
    await note(act, incident, 'judgement.corrected', { aspect: correction.aspect, correctionId: row.id });
  }
  return row;
}

/**
 * Takes a correction back: what stood before it counts again, a person's earlier one or what judging finds. The caller
 * judges the incident again and saves it.
 */
export async function takeBackCorrection(
  act: Act,
  correction: JudgementCorrectionRow,
  incident: IncidentRow | null,
): Promise<void> {
  const by = act.actor.replace(/^account:/, '');
  await act.manager.update(
    JudgementCorrectionRow,
    { id: correction.id },
    { takenBackAt: act.at, takenBackBy: by },
  );
  if (!incident) return;
  incident.corrected = await standingCorrections(act, incident.id);
  await note(act, incident, 'judgement.correction_undone', {
    aspect: correction.aspect,
    correctionId: correction.id,
  });
}

/** What people have said of an incident and not taken back, the newest of each aspect; null when nothing. */
export async function standingCorrections(act: Act, incidentId: string): Promise<CorrectedJudgement | null> {
  const rows = await act.manager.find(JudgementCorrectionRow, {
    where: { incidentId, takenBackAt: IsNull() },
    order: { at: 'ASC', id: 'ASC' },
  });
  if (rows.length === 0) return null;
  return rows.reduce<CorrectedJudgement>((standing, { aspect, after }) => put(standing, aspect, after), {});
}

/** The newest of an aspect stands; figures are settled one by one. */
function put(
  standing: CorrectedJudgement | null,
  aspect: CorrectedAspect,
  after: unknown,
): CorrectedJudgement {
  if (aspect !== 'figure') return { ...standing, [aspect]: after };
  const { facts } = after as NonNullable<CorrectedJudgement['figure']>;
  return { ...standing, figure: { facts: { ...standing?.figure?.facts, ...facts } } };
}
