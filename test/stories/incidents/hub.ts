import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { projectRoot } from '#config';
import { TestClock } from '#clock';
import { internalDeadlines, statutoryDeadlines, upgradeDeadlines } from '#escalate';
import type { Judgement } from '#incidents';
import {
  AssignmentRow,
  DeadlineRow,
  IncidentActions,
  IncidentLogRow,
  IncidentRow,
  ItemRow,
  type DeadlinePolicy,
  type LogType,
  type NamedPerson,
} from '#incidents/service';
import { loadProfile } from '#jurisdiction';
import { ensureJurisdiction, readDirectory } from '#jurisdiction/service';
import { Wakeups, type JobName, type JobPayload, type Turn } from '#queue';
import { knownPolicy, Publications, type RecordedAnswer } from '#respond/service';
import { IncidentOpener, RouteStep, RoutingActions } from '#route/service';
import { createTestDatabase } from '../../support/database.js';

/** Keeps wake-ups for a test to look at or to act on. */
export class Woken extends Wakeups {
  readonly calls: { name: JobName; payload: Record<string, string>; turn: Turn }[] = [];

  override wake<N extends JobName>(name: N, payload: JobPayload<N>, turn: Turn = 'in_order'): Promise<void> {
    this.calls.push({ name, payload, turn });
    return Promise.resolve();
  }

  of(name: JobName): Record<string, string>[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.payload);
  }
}

export const policy: DeadlinePolicy = {
  statutory: statutoryDeadlines,
  upgrade: upgradeDeadlines,
  internal: internalDeadlines,
};

/** A Wednesday morning. */
export const MORNING = new Date('2026-11-18T09:00:00+08:00');
export const minutes = (count: number) => count * 60_000;
export const hours = (count: number) => count * 3_600_000;

/** The hub on a database of its own: the city's directory, routing, actions, a clock that stands. */
export async function createHub() {
  const database = await createTestDatabase();
  const { source } = database;
  const { manager } = source;
  const clock = new TestClock(MORNING);
  const woken = new Woken();
  const profile = loadProfile(join(projectRoot(), 'config/jurisdictions/xiaoyi'));
  const jurisdiction = await ensureJurisdiction(manager, profile, {
    contactsKey: randomBytes(32),
    at: MORNING,
  });
  const jurisdictionId = jurisdiction.id;
  /** Whom the texts of a report may name. */
  const people: NamedPerson[] = [];
  const routeStep = new RouteStep(source, clock, woken, readDirectory, policy, {
    people: async () => people,
    policies: knownPolicy,
  });
  const publications = new Publications(source, clock, woken, readDirectory);
  return {
    database,
    source,
    manager,
    clock,
    woken,
    jurisdictionId,
    directory: await readDirectory(manager, jurisdictionId),
    people,
    routeStep,
    routing: new RoutingActions(source, clock, woken, readDirectory, policy, knownPolicy),
    opener: new IncidentOpener(source, clock, woken, readDirectory, policy),
    actions: new IncidentActions(source, clock, woken),
    /** 登记回应, as the page does it. */
    answer: (
      incidentId: string,
      { kind, ...answer }: Pick<RecordedAnswer, 'version' | 'url' | 'at'> & { kind?: 'press_conference' },
      actor: string,
    ) =>
      publications.record(
        incidentId,
        { form: kind ?? 'authoritative', nature: null, commitments: [], ...answer },
        actor,
      ),
    publications,
    incident: (id: string) => manager.findOneByOrFail(IncidentRow, { id }),
    duties: async (incidentId: string) =>
      manager.find(AssignmentRow, { where: { incidentId }, order: { sentAt: 'ASC', unit: 'ASC' } }),
    deadlines: async (incidentId: string) =>
      manager.find(DeadlineRow, { where: { incidentId }, order: { rule: 'ASC', origin: 'ASC' } }),
    log: async (incidentId: string, ...types: LogType[]) => {
      const rows = await manager.find(IncidentLogRow, { where: { incidentId }, order: { id: 'ASC' } });
      return rows.filter((row) => types.length === 0 || types.includes(row.type));
    },
  };
}
export type Hub = Awaited<ReturnType<typeof createHub>>;

/** A judged incident as the judging step leaves it. */
export async function judgedIncident(
  hub: Hub,
  judgement: Judgement,
  part: Partial<IncidentRow> = {},
): Promise<string> {
  const id = part.id ?? randomUUID();
  const at = hub.clock.now();
  await hub.manager.insert(IncidentRow, {
    id,
    jurisdictionId: hub.jurisdictionId,
    number: `2026-${id.slice(0, 6)}`,
    title: '测试事件',
    state: 'judged',
    eventLevel: judgement.eventLevel,
    opinionLevel: judgement.opinionLevel,
    provisional: judgement.provisional,
    mustRespond: judgement.mustRespond,
    places: judgement.places as never,
    topics: judgement.topics.map((topic) => topic.name),
    flags: judgement.flags,
    judgement: judgement as never,
    itemCount: 1,
    discoveredAt: at,
    createdAt: at,
    updatedAt: at,
    ...part,
  } as never);
  return id;
}

/** Judged again: new facts stand on the incident and routing must look at it. */
export async function grows(hub: Hub, id: string, judgement: Judgement, part: Partial<IncidentRow> = {}) {
  await hub.manager.update(
    IncidentRow,
    { id },
    {
      judgement,
      eventLevel: judgement.eventLevel,
      opinionLevel: judgement.opinionLevel,
      provisional: judgement.provisional,
      needsRouting: true,
      ...part,
    },
  );
}

/** An item as collecting stores it. */
export async function addItem(hub: Hub, part: Partial<ItemRow>): Promise<string> {
  const id = part.id ?? randomUUID();
  await hub.manager.insert(ItemRow, {
    id,
    jurisdictionId: hub.jurisdictionId,
    key: createHash('sha256').update(id).digest(),
    channel: 'feed',
    title: '',
    text: '',
    source: { name: '本地论坛', tier: 'self', scope: 'local' },
    discoveredAt: hub.clock.now(),
    ...part,
  } as never);
  return id;
}
