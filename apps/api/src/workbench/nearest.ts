import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import type { Item, Judgement } from '#incidents';
import { addVisibility, Conditions } from '#incidents/service';
import { finding, type ExplainedStep } from '#judge';
import { JudgeStep, type NearestIncidents } from '#judge/service';
import type { WorkbenchFinding } from '../contract/index.js';
import { presentLikeness } from './likeness-words.js';
import type { NamedFinding } from './present.js';

type IncidentStep = ExplainedStep<'incident'> & { findings: NamedFinding[] };
type Seen = NonNullable<WorkbenchFinding['incident']>;

const COPY = '与其中一条内容重复，计入热度。';
const NOTHING: IncidentStep = { key: 'incident', summary: '不立案，不归入任何事件。', findings: [] };

/** Which incident a text would join, and those it is near to; incidents the reader may not see are not among them. */
@Injectable()
export class Nearest {
  constructor(
    private readonly database: DataSource,
    private readonly judging: JudgeStep,
  ) {}

  /** A text that is not here yet. */
  async ofText(caller: Principal, item: Item, judgement: Judgement): Promise<IncidentStep> {
    if (!judgement.relevant || !judgement.isMatter) return NOTHING;
    const { jurisdictionId } = caller;
    const found = await this.judging.wouldJoin(jurisdictionId, item, judgement);
    const looked = await this.judging.nearest(jurisdictionId, 'real', item, judgement);
    const because = found.duplicateOf ? COPY : '与这一事件足够相近，归入其中。';
    const { home, findings } = await this.told(caller, looked, found.incidentId, because);
    const summary = home ? `归入${home.number}。` : found.incidentId ? '归入已有事件。' : '单独立为新事件。';
    return { key: 'incident', summary, findings };
  }

  /** An item that is here: where it stands, whatever would happen to it today, and what it is near to. */
  async ofItem(
    caller: Principal,
    item: Item,
    judgement: Judgement,
  ): Promise<{ step: IncidentStep; incident: Seen | null }> {
    const [link]: Link[] = await this.database.query(
      `select link.incident_id, link.duplicate_of, item.rehearsal, item.historic
         from incident_item link join item on item.id = link.item_id where link.item_id = $1`,
      [item.id],
    );
    if (!link) return { step: { ...NOTHING, summary: '没有归入任何事件。' }, incident: null };
    const looked = link.historic
      ? NOT_LOOKED
      : await this.judging.nearest(
          caller.jurisdictionId,
          link.rehearsal ? 'rehearsal' : 'real',
          item,
          judgement,
        );
    const because = link.duplicate_of ? COPY : '已经归入这一事件。';
    const { home, findings } = await this.told(caller, looked, link.incident_id, because);
    const summary = home ? `在${home.number}中。` : '没有归入任何事件。';
    return { step: { key: 'incident', summary, findings: home ? findings : [] }, incident: home };
  }

  /** The incident it is in or would join first, then the others by likeness. */
  private async told(
    caller: Principal,
    looked: NearestIncidents,
    homeId: string | null,
    because: string,
  ): Promise<{ home: Seen | null; findings: NamedFinding[] }> {
    const others = looked.near.filter(
      ({ incidentId, similarity }) => incidentId !== homeId && similarity >= looked.suggestedFrom / 2,
    );
    const seen = await this.seen(caller, [homeId, ...others.map(({ incidentId }) => incidentId)]);
    const named = (id: string, more: Partial<NamedFinding>): NamedFinding[] => {
      const incident = seen.get(id);
      const near = looked.near.find(({ incidentId }) => incidentId === id);
      if (!incident) return [];
      const likeness = near ? presentLikeness(near, looked) : null;
      const what = `${incident.number}　${incident.title}`;
      return [{ ...finding(what, { score: near?.similarity ?? null, ...more }), incident, likeness }];
    };
    const home = homeId === null ? null : (seen.get(homeId) ?? null);
    return {
      home,
      findings: [
        ...(homeId === null ? [] : named(homeId, { because })),
        ...others.flatMap(({ incidentId, similarity }) =>
          named(incidentId, { kept: false, because: whyNot(similarity, looked, homeId !== null) }),
        ),
      ],
    };
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

interface Link {
  incident_id: string;
  duplicate_of: string | null;
  rehearsal: boolean;
  historic: boolean;
}

/** Imported history is kept in an index of its own, which only the import builds. */
const NOT_LOOKED: NearestIncidents = { near: [], joinsFrom: 1, suggestedFrom: 1 };

function whyNot(similarity: number, { joinsFrom, suggestedFrom }: NearestIncidents, homed: boolean): string {
  if (similarity < suggestedFrom) return '不够相近。';
  if (similarity < joinsFrom) return '有些相近，不够自动归入，可由人工决定。';
  return homed ? '也相近，另一事件更合适。' : '只是套用同一格式，不据此归入。';
}
