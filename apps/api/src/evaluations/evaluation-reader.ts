import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { INCIDENT_LIFE } from '#incidents';
import { IncidentRow, needsEvaluation } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { readDirectory } from '#jurisdiction/service';
import { QUALITY, type Timeliness } from '#report';
import { EvaluationProposalRow, EvaluationRow, Evaluations, MEASURES } from '#report/service';
import type {
  EvaluationEdition,
  EvaluationProposalView,
  EvaluationView,
  TimelinessView,
} from '../contract/index.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { displayNames, type Names } from '../incidents/names.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { actorWords } from '../incidents/words.js';
import { bearerWords, gradeWords, measureNames, qualityWords } from './words.js';

/** The evaluation of a matter, prefilled from its record. */
@Injectable()
export class EvaluationReader {
  constructor(
    private readonly incidents: IncidentReader,
    private readonly evaluations: Evaluations,
    private readonly database: DataSource,
  ) {}

  /** @throws ProblemError 404 for what the caller may not see */
  async of(caller: Principal, incidentId: string): Promise<EvaluationView> {
    const { manager } = this.database;
    await this.incidents.mustSee(caller, incidentId);
    const incident = await manager.findOneByOrFail(IncidentRow, { id: incidentId });
    const [found, rows, proposals, directory] = await Promise.all([
      this.evaluations.read(manager, incident),
      manager.find(EvaluationRow, { where: { incidentId }, order: { edition: 'DESC' } }),
      manager.find(EvaluationProposalRow, { where: { incidentId }, order: { proposedAt: 'ASC' } }),
      readDirectory(manager, incident.jurisdictionId),
    ]);
    const names = await displayNames(manager, [
      ...rows.map(({ by }) => by),
      ...proposals.flatMap((row) => [row.proposedBy, row.decidedBy]),
    ]);
    return {
      needed: needsEvaluation(incident),
      mayWrite: INCIDENT_LIFE[incident.state].evaluate !== undefined && !incident.historic,
      timeliness: found.timeliness.map((one) => presentTimeliness(one, directory)),
      charges: found.charges.map((charge) => ({
        ...charge,
        bearer: bearerWords[charge.bearer] ?? charge.bearer,
      })),
      effects: found.effects.map(({ round, sentence }) => ({ round, sentence })),
      criteria: QUALITY.map((criterion) => ({ criterion, text: qualityWords[criterion] })),
      grades: Object.entries(gradeWords).map(([grade, text]) => ({ grade, text })),
      units: found.units,
      measures: MEASURES.map((measure) => ({ measure, text: measureNames[measure] })),
      editions: rows.map((row) => presentEdition(row, names)),
      proposals: proposals.map((row) => presentProposal(row, caller, names)),
      version: incident.version,
    };
  }

  async proposal(caller: Principal, row: EvaluationProposalRow): Promise<EvaluationProposalView> {
    return presentProposal(
      row,
      caller,
      await displayNames(this.database.manager, [row.proposedBy, row.decidedBy]),
    );
  }

  /** The incident a proposal belongs to; null where there is none. */
  async incidentOf(proposalId: string): Promise<string | null> {
    const row = await this.database.manager.findOneBy(EvaluationProposalRow, { id: proposalId });
    return row?.incidentId ?? null;
  }
}

function presentTimeliness(one: Timeliness, directory: Directory): TimelinessView {
  const { rule, round, kind, dueAt, doneAt, outcome, lateMinutes } = one;
  const name = directory.profile.deadlines.find(({ id }) => id === rule)?.name ?? rule;
  const done = doneAt ? new Date(doneAt) : null;
  return {
    rule,
    name,
    round,
    kind,
    dueAt: iso(new Date(dueAt)),
    doneAt: isoOrNull(done),
    outcome,
    lateMinutes,
  };
}

function presentEdition(row: EvaluationRow, names: Names): EvaluationEdition {
  const effects = Array.isArray(row.effect) ? (row.effect as { round: number; sentence: string }[]) : [];
  return {
    edition: row.edition,
    quality: row.quality.map(({ criterion, grade, note }) => ({
      criterion,
      text: qualityWords[criterion],
      grade,
      gradeText: gradeWords[grade],
      note,
    })),
    effects: effects.map(({ round, sentence }) => ({ round, sentence })),
    effectNote: row.effectNote,
    lessons: row.lessons,
    tags: row.tags,
    by: actorWords(row.by, names),
    at: iso(row.at),
  };
}

const presentProposal = (
  row: EvaluationProposalRow,
  caller: Principal,
  names: Names,
): EvaluationProposalView => ({
  id: row.id,
  unit: row.unit,
  measure: measureNames[row.measure],
  reason: row.reason,
  state: row.state,
  proposedBy: actorWords(row.proposedBy, names),
  decidedBy: row.decidedBy && actorWords(row.decidedBy, names),
  decisionNote: row.decisionNote,
  mayDecide:
    row.state === 'proposed' &&
    mayDo(caller, 'evaluations.write') &&
    row.proposedBy !== `account:${caller.login}`,
});
