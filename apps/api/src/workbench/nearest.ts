import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import type { Item, Judgement } from '#incidents';
import { addVisibility, Conditions } from '#incidents/service';
import { finding, type ExplainedStep } from '#judge';
import { JudgeStep } from '#judge/service';
import type { WorkbenchFinding } from '../contract/index.js';
import type { NamedFinding } from './present.js';

type IncidentStep = ExplainedStep<'incident'> & { findings: NamedFinding[] };
type Seen = NonNullable<WorkbenchFinding['incident']>;

/** Which incident a text would join, and those it is near to; incidents the reader may not see are not among them. */
@Injectable()
export class Nearest {
  constructor(
    private readonly database: DataSource,
    private readonly judging: JudgeStep,
  ) {}

  /** A text that is not here yet. */
  async ofText(caller: Principal, item: Item, judgement: Judgement): Promise<IncidentStep> {
    if (!judgement.relevant || !judgement.isMatter)
      return { key: 'incident', summary: '不立案，不归入任何事件。', findings: [] };
    const found = await this.judging.wouldJoin(caller.jurisdictionId, item, judgement);
    const near = found.suggestions.map(({ incidentId, similarity }) => ({ id: incidentId, similarity }));
    const seen = await this.seen(caller, [found.incidentId, ...near.map(({ id }) => id)]);
    const joins = found.incidentId ? seen.get(found.incidentId) : undefined;
    const target: NamedFinding[] = joins
      ? [
          {
            ...finding(`${joins.number}　${joins.title}`, {
              because: found.duplicateOf
                ? '与其中一条内容重复，计入热度。'
                : '与这一事件足够相近，归入其中。',
            }),
            incident: joins,
          },
        ]
      : [];
    const others = near.flatMap(({ id, similarity }): NamedFinding[] => {
      const incident = seen.get(id);
      return incident
        ? [
            {
              ...finding(`${incident.number}　${incident.title}`, {
                kept: false,
                because: '有些相近，不够自动归入，可由人工决定。',
                score: similarity,
              }),
              incident,
            },
          ]
        : [];
    });
    const summary = joins
      ? `归入${joins.number}。`
      : found.incidentId
        ? '归入已有事件。'
        : '单独立为新事件。';
    return { key: 'incident', summary, findings: [...target, ...others] };
  }

  /** An item that is here: where it stands, whatever would happen to it today. */
  async ofItem(caller: Principal, itemId: string): Promise<{ step: IncidentStep; incident: Seen | null }> {
    const [link]: { incident_id: string; duplicate_of: string | null }[] = await this.database.query(
      'select incident_id, duplicate_of from incident_item where item_id = $1',
      [itemId],
    );
    const incident = link
      ? ((await this.seen(caller, [link.incident_id])).get(link.incident_id) ?? null)
      : null;
    if (!incident)
      return { step: { key: 'incident', summary: '没有归入任何事件。', findings: [] }, incident: null };
    const because = link?.duplicate_of ? '与其中一条内容重复，计入热度。' : '已经归入这一事件。';
    const findings = [{ ...finding(`${incident.number}　${incident.title}`, { because }), incident }];
    return { step: { key: 'incident', summary: `在${incident.number}中。`, findings }, incident };
  }

  private async seen(caller: Principal, ids: readonly (string | null)[]): Promise<Map<string, Seen>> {
    const wanted = ids.filter((id) => id !== null);
    if (wanted.length === 0) return new Map();
    const conditions = addVisibility(new Conditions(), caller);
    conditions.add(`incident.id = any(${conditions.value(wanted)}::uuid[])`);
    const rows: Seen[] = await this.database.query(
      `select id, number, title from incident where ${conditions.sql}`,
      conditions.values,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}
