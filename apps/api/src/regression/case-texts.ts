import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { maskPersonal } from '#collect';
import type { CorrectedAspect, CorrectedJudgement, Item } from '#incidents';
import { addVisibility, Conditions, JudgementCorrectionRow } from '#incidents/service';
import type { CaseExpectation } from '#judge';
import { itemOf, type RegressionCaseRow } from '#judge/service';
import { notFound, ProblemError } from '../http/problem.js';
import { aspectWords } from '../incidents/correction-words.js';
import { visibleItem } from '../workbench/visible-item.js';
import { masked } from './case-file.js';

type Made = Pick<RegressionCaseRow, 'name' | 'item' | 'expect' | 'reason'>;

/** Aspects of a correction that a case can speak of. */
export const CASE_OF: ReadonlySet<CorrectedAspect> = new Set([
  'relevance',
  'place',
  'topic',
  'field',
  'event_kind',
]);
const NAME_LENGTH = 40;

/** Texts of matters that may become regression cases: cases are read by everybody who decides on changes. */
@Injectable()
export class CaseTexts {
  constructor(private readonly database: DataSource) {}

  /** @throws ProblemError 404 where the caller may not see it; 422 `case_confidential` */
  async itemOf(caller: Principal, itemId: string): Promise<Item> {
    const row = await visibleItem(this.database.manager, caller, itemId);
    if (await this.isConfidential(itemId)) throw confidential();
    // Where it was published tells who wrote it, and nothing of judging rests on it.
    const { url: _url, facts: _facts, ...item } = itemOf(row);
    return masked(item);
  }

  /** The text a correction is about, with what it says must come out. @throws as `itemOf`; 422 `no_case` */
  async ofCorrection(caller: Principal, correctionId: string): Promise<Made> {
    const { jurisdictionId } = caller;
    const row = await this.database.manager.findOneBy(JudgementCorrectionRow, {
      id: correctionId,
      jurisdictionId,
    });
    if (!row || (row.incidentId && !(await this.sees(caller, row.incidentId)))) throw notFound();
    const expect = expected(row);
    const itemId = row.itemId ?? (await this.firstItem(row.incidentId));
    if (!expect || !itemId) throw noCase();
    const item = await this.itemOf(caller, itemId);
    const about = (item.title || item.text || '').trim().split('\n')[0] ?? '';
    return {
      name: `${about.slice(0, NAME_LENGTH)}（${aspectWords[row.aspect]}）`,
      item,
      expect,
      reason: maskPersonal(row.reason),
    };
  }

  private async sees(caller: Principal, incidentId: string): Promise<boolean> {
    const conditions = addVisibility(new Conditions(), caller);
    conditions.add(`incident.id = ${conditions.value(incidentId)}::uuid`);
    const seen: unknown[] = await this.database.query(
      `select 1 from incident where ${conditions.sql}`,
      conditions.values,
    );
    return seen.length > 0;
  }

  /** Of an incident as a whole its first text speaks; copies say the same. */
  private async firstItem(incidentId: string | null): Promise<string | null> {
    const [first]: { item_id: string }[] = await this.database.query(
      `select item_id from incident_item where incident_id = $1 and duplicate_of is null order by at, item_id limit 1`,
      [incidentId],
    );
    return first?.item_id ?? null;
  }

  private async isConfidential(itemId: string): Promise<boolean> {
    const found: unknown[] = await this.database.query(
      `select 1 from incident_item link join incident on incident.id = link.incident_id
        where link.item_id = $1 and (incident.restricted or cardinality(incident.recused) > 0)`,
      [itemId],
    );
    return found.length > 0;
  }
}

/** What a correction says must come out; null where no case can speak of it. */
function expected({ aspect, after, takenBackAt }: JudgementCorrectionRow): CaseExpectation | null {
  if (takenBackAt || !CASE_OF.has(aspect)) return null;
  const said: CorrectedJudgement = { [aspect]: after };
  const { relevance, place, topic, field, event_kind: kind } = said;
  if (relevance) return { relevant: relevance.relevant };
  if (place) return { places: place.places.map(({ name }) => name) };
  if (topic) return { topics: topic.topics.map(({ name }) => name) };
  if (field) return { fields: field.fields };
  return kind ? { eventRule: kind.eventRule } : null;
}

const confidential = () =>
  new ProblemError(
    422,
    'case_confidential',
    '不能存为样例',
    '这一事件限定了知悉范围，而样例由所有能修改名录的人员查看。请另写一段不涉及具体人员的文字，在“如何得出”中存为样例。',
  );
const noCase = () =>
  new ProblemError(
    422,
    'no_case',
    '不能存为样例',
    '已撤销的更正，以及情绪倾向、数字、等级的更正不能存为样例。请在“如何得出”中打开这段文字，选择要核对的内容后存入。',
  );
