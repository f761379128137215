import { createHash, randomUUID } from 'node:crypto';
import { In, IsNull, type EntityManager } from 'typeorm';
import { IncidentItemRow, IncidentRow } from '../entities/incident.entity.js';
import { ItemRow } from '../entities/item.entity.js';
import { RecusalRow } from '../entities/recusal.entity.js';
import { note, type Act } from './act.js';
import { lockIncident } from './lock.js';
import { seriesOf, takeNumbers } from './numbers.js';
import { sqlStates, OVER } from '../life.js';

/** What goes out of a report, as a person decided it. */
export interface Split {
  version: number;
  title: string;
  /** The cleaned text. */
  text: string;
  kept: { itemId: string; pieces: number[] }[];
}

/** What the source of a split-off text is called: it does not say where it was published. */
const SPLIT_SOURCE = '转办诉求';

/** The concern of a report that is still open; more of the same report goes into it. */
export async function openConcern(manager: EntityManager, reportId: string): Promise<IncidentRow | null> {
  const concern = await manager
    .createQueryBuilder(IncidentRow, 'incident')
    .where('incident.splitFrom = :reportId', { reportId })
    .andWhere(`incident.state not in (${sqlStates(OVER)})`)
    .orderBy('incident.createdAt')
    .getOne();
  return concern && lockIncident(manager, concern.id);
}

/** The concern: discovered when the report was, kept from the same units and persons; who sees it learns of no report. */
export async function bear(act: Act, report: IncidentRow, split: Split): Promise<IncidentRow> {
  const [number] = await takeNumbers(act.manager, report.jurisdictionId, seriesOf(report, act.at));
  const concern = act.manager.create(IncidentRow, {
    id: randomUUID(),
    jurisdictionId: report.jurisdictionId,
    number: number as string,
    title: split.title.trim(),
    state: 'judged',
    opinionLevel: '一般',
    judgement: null,
    routing: null,
    splitFrom: report.id,
    recused: report.recused,
    recusedAccounts: report.recusedAccounts,
    recusedContacts: report.recusedContacts,
    rehearsal: report.rehearsal,
    publishedAt: report.publishedAt,
    discoveredAt: report.discoveredAt,
    firstKnownAt: report.firstKnownAt ?? report.discoveredAt,
    judgedAt: act.at,
    learnedAt: report.learnedAt,
    needsRouting: true,
    createdAt: act.at,
    updatedAt: act.at,
  });
  await act.manager.insert(IncidentRow, concern);
  const standing = await act.manager.findBy(RecusalRow, { incidentId: report.id, liftedAt: IsNull() });
  await act.manager.insert(
    RecusalRow,
    standing.map(({ id: _id, ...row }) => ({ ...row, incidentId: concern.id })),
  );
  await note(act, concern, 'incident.opened');
  return concern;
}

/** The cleaned text as an item of the concern, with the reach and the clocks of the report, but no address. */
export async function addText(
  act: Act,
  report: IncidentRow,
  concern: IncidentRow,
  split: Split,
): Promise<string> {
  const links = await act.manager.findBy(IncidentItemRow, { incidentId: report.id });
  const originals = await act.manager.find(ItemRow, {
    where: { id: In(links.map((link) => link.itemId)) },
    order: { seq: 'ASC' },
  });
  const [first] = originals;
  const most = (key: 'views' | 'comments' | 'reposts' | 'likes') =>
    Math.max(0, ...originals.map((item) => item.engagement[key] ?? 0));
  const id = randomUUID();
  await act.manager.insert(ItemRow, {
    id,
    jurisdictionId: report.jurisdictionId,
    key: createHash('sha256').update(`split ${id}`).digest(),
    channel: 'manual',
    title: split.title.trim(),
    text: split.text.trim(),
    url: null,
    source: { name: SPLIT_SOURCE, tier: first?.source.tier ?? 'self', scope: first?.source.scope ?? 'local' },
    publishedAt: report.publishedAt,
    discoveredAt: report.discoveredAt,
    engagement: {
      views: most('views'),
      comments: most('comments'),
      reposts: most('reposts'),
      likes: most('likes'),
    },
    hotSearch: originals.find((item) => item.hotSearch !== 'none')?.hotSearch ?? 'none',
    rehearsal: report.rehearsal,
    intoIncidentId: concern.id,
    enteredBy: login(act),
  });
  return id;
}

const login = (act: Act): string => act.actor.replace(/^account:/, '');
