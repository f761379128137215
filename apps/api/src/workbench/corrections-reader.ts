import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import type { CorrectedAspect, CorrectedJudgement, Judgement } from '#incidents';
import { IncidentRow, JudgementCorrectionRow } from '#incidents/service';
import { RegressionCaseRow } from '#judge/service';
import { inForce, type Directory } from '#jurisdiction';
import { readDirectory } from '#jurisdiction/service';
import type { CorrectionView, JudgementChoices, JudgementView } from '../contract/index.js';
import { aspectWords } from '../incidents/correction-words.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { displayNames } from '../incidents/names.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { CASE_OF } from '../regression/case-texts.js';

const TONES = { negative: '负面', neutral: '中性', positive: '正面' };

/** What was found of an incident, what people put right, and what they may choose from. */
@Injectable()
export class CorrectionsReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly incidents: IncidentReader,
  ) {}

  /** @throws ProblemError 404 */
  async of(caller: Principal, incidentId: string): Promise<JudgementView> {
    await this.incidents.mustSee(caller, incidentId);
    const { manager } = this.database;
    const [incident, directory, rows] = await Promise.all([
      manager.findOneByOrFail(IncidentRow, { id: incidentId }),
      readDirectory(manager, caller.jurisdictionId),
      manager.find(JudgementCorrectionRow, { where: { incidentId }, order: { at: 'DESC', id: 'ASC' } }),
    ]);
    const names = await displayNames(
      manager,
      rows.flatMap(({ by, takenBackBy }) => [by, takenBackBy]),
    );
    const cases = await this.casesOf(caller, incident, rows);
    const called = (login: string) => names.get(login) ?? login;
    const at = this.clock.now(timelineOf(incident));
    return {
      version: incident.version,
      now: incident.judgement && chosenNow(incident.judgement),
      choices: choicesOf(directory, at),
      corrections: rows.map((row) => presentCorrection(row, directory, { called, isCase: cases(row) })),
    };
  }

  /** Which corrections stand among the regression cases; null for those that cannot, or not by this reader. */
  private async casesOf(
    caller: Principal,
    { restricted, recused }: IncidentRow,
    rows: JudgementCorrectionRow[],
  ) {
    if (!mayDo(caller, 'directory.change') || restricted || recused.length > 0) return () => null;
    const kept = await this.database.manager.find(RegressionCaseRow, {
      where: { correctionId: In(rows.map(({ id }) => id)) },
      select: { correctionId: true },
    });
    const ids = new Set(kept.map(({ correctionId }) => correctionId));
    return ({ id, aspect, takenBackAt }: JudgementCorrectionRow): boolean | null =>
      takenBackAt || !CASE_OF.has(aspect) ? null : ids.has(id);
  }
}

const chosenNow = (judgement: Judgement): NonNullable<JudgementView['now']> => ({
  fields: judgement.fields.map(({ name }) => name),
  topics: judgement.topics.map(({ no }) => no),
  places: judgement.places.flatMap(({ code, kind, ambiguous }) =>
    code && (kind === 'township' || kind === 'zone') && ambiguous.length === 0 ? [code] : [],
  ),
  eventRule: judgement.eventRule,
  tone: judgement.tone,
});

function choicesOf(directory: Directory, at: Date): JudgementChoices {
  const { fields, topics, places, levels } = directory.profile;
  return {
    fields: fields.map(({ name }) => name),
    topics: topics.map(({ no, name, field }) => ({ no, name, field: field ?? null })),
    places: places
      .filter((place) => (place.kind === 'township' || place.kind === 'zone') && inForce(place, at))
      .map(({ code, name }) => ({ code, name })),
    eventKinds: levels.eventRules.map(({ id, category }) => ({ id, name: category })),
  };
}

function presentCorrection(
  row: JudgementCorrectionRow,
  directory: Directory,
  { called, isCase }: { called: (login: string) => string; isCase: boolean | null },
): CorrectionView {
  const { id, aspect, before, after, reason, by, at, takenBackAt, takenBackBy } = row;
  return {
    id,
    aspect,
    name: aspectWords[aspect],
    before: wordsOf(aspect, before, directory),
    after: wordsOf(aspect, after, directory),
    reason,
    by: called(by),
    at: iso(at),
    takenBackAt: isoOrNull(takenBackAt),
    takenBackBy: takenBackBy && called(takenBackBy),
    isCase,
  };
}

/** A value of an aspect in words. */
export function wordsOf(aspect: CorrectedAspect, value: unknown, directory: Directory): string {
  if (value === null || value === undefined) return '没有';
  const said: CorrectedJudgement = { [aspect]: value };
  const { field, topic, place, event_kind: kind, tone, relevance, figure } = said;
  const list = (names: readonly string[]) => names.join('、') || '没有';
  if (field) return list(field.fields);
  if (topic) return list(topic.topics.map(({ name }) => name));
  if (place)
    return list(place.places.map(({ name, ambiguous }) => (ambiguous?.length ? `${name}（不确定）` : name)));
  if (kind) return eventKind(kind.eventRule, directory);
  if (tone) return TONES[tone.tone];
  if (relevance) return relevance.relevant ? '属于本市' : '不属本市';
  return figure ? figureWords(figure.facts) : '已更正';
}

const eventKind = (id: string | null, directory: Directory): string =>
  id === null
    ? '不是突发事件'
    : (directory.profile.levels.eventRules.find((rule) => rule.id === id)?.category ?? id);

function figureWords(facts: NonNullable<CorrectedJudgement['figure']>['facts']): string {
  const names = { dead: '死亡', injured: '受伤', missing: '失踪失联', trapped: '被困', atRisk: '涉险' };
  const known = (Object.keys(names) as (keyof typeof names)[]).filter(
    (key) => typeof facts[key] === 'number',
  );
  return known.map((key) => `${names[key]}${facts[key]}人`).join('，') || '没有';
}
