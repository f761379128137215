import type { DataSource, EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { type Judgement, type Routing, isOver } from '#incidents';
import {
  DecisionRow,
  WATCH_ENDED,
  WHO_ANSWERS,
  adoptOrders,
  alertDutyRoom,
  askedOf,
  awaitConfirmation,
  considerRound,
  dispatch,
  endWatch,
  hasten,
  isReport,
  isRunning,
  lockIncident,
  note,
  reconsider,
  recuse,
  recuseNamed,
  saveIncident,
  setAside,
  setStatutoryDeadlines,
  takeRouting,
  watchOver,
  type Act,
  type DeadlinePolicy,
  type DirectoryReader,
  type IncidentRow,
  type PeopleReader,
  type PolicyReader,
  type Rules,
} from '#incidents/service';
import { Wakeups } from '#queue';
import { isDispatched } from '../disposition.js';
import { answerable, mergeRouting, sameRouting, takeUp } from './merge-routing.js';
import { routingFacts, routingOf } from './routing-of.js';

/** 交办: decides whose job a judged incident is, and sends the duties. */
export class RouteStep {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly directories: DirectoryReader,
    private readonly policy: DeadlinePolicy,
    private readonly readers: { people: PeopleReader; policies: PolicyReader },
  ) {}

  /** Routes the incident if it was judged since; else does nothing, so it may run any number of times. */
  async run(incidentId: string): Promise<void> {
    const routed = await this.source.transaction((manager) => this.decided(manager, incidentId));
    const turn = routed?.turn === 0 ? 'first' : 'in_order';
    if (routed) await this.wakeups.wake('escalate', { incidentId }, turn);
  }

  /** The same within a transaction that has changed the matter; the caller wakes `escalate`. @returns whether it was routed */
  async decide(manager: EntityManager, incidentId: string): Promise<boolean> {
    return (await this.decided(manager, incidentId)) !== null;
  }

  private async decided(manager: EntityManager, incidentId: string): Promise<IncidentRow | null> {
    const incident = await lockIncident(manager, incidentId);
    if (!incident?.needsRouting) return null;
    // Opened with an order whose text is about to be judged: who answers follows from that.
    if (!incident.judgement && !incident.routing && incident.state === 'judged') return null;
    incident.needsRouting = false;
    const act: Act = { manager, at: this.clock.now(timelineOf(incident)), actor: 'system' };
    const acts = !incident.historic && !isOver(incident.state);
    if (acts) {
      const rules = {
        policy: this.policy,
        directory: await this.directories(manager, incident.jurisdictionId),
      };
      await adoptOrders(act, incident);
      if (incident.judgement) await this.apply(act, incident, incident.judgement, rules);
      incident.reroute = false;
      if (isReport(incident))
        await recuseNamed(act, incident, await this.readers.people(manager, incident.jurisdictionId));
      await considerRound(act, incident, rules);
      if (isRunning(incident)) await hasten(act, incident, rules);
      if (incident.state !== 'set_aside') await setStatutoryDeadlines(act, incident, rules);
      await alertDutyRoom(act, incident, rules.directory);
    }
    await saveIncident(manager, incident, act.at);
    return acts ? incident : null;
  }

  private async apply(act: Act, incident: IncidentRow, judgement: Judgement, rules: Rules): Promise<void> {
    const { policies } = this.readers;
    const asked = { directory: rules.directory, policies };
    const facts = await routingFacts(act.manager, incident, [judgement], asked);
    const next = routingOf(incident, judgement, rules.directory, { at: act.at, ...facts });
    if (await reconsider(act, incident, next, rules)) return;
    if (incident.state === 'watching') await this.watched(act, incident, next, rules);
    else if (incident.routedBy || isDecidedAside(incident)) await this.beside(act, incident, next, rules);
    else if (isRunning(incident) && incident.reroute) await this.renew(act, incident, next, rules);
    else if (isRunning(incident)) await this.extend(act, incident, next, rules);
    else await this.first(act, incident, next, rules);
  }

  /** Nobody has a duty yet: what the rules say now is what holds. */
  private async first(act: Act, incident: IncidentRow, next: Routing, rules: Rules): Promise<void> {
    if (!sameRouting(incident.routing, next)) await keepDecision(act, incident, next, rules, {});
    if (next.needsHuman) await awaitConfirmation(act, incident, next, rules);
    else if (isDispatched(next)) await dispatch(act, incident, next, 'replace', rules);
    // A person has decided that it is answered; who answers a person says too.
    else if (incident.disposedBy !== null && incident.state === 'awaiting_confirmation')
      await awaitConfirmation(act, incident, askedOf(next, WHO_ANSWERS), rules);
    else await setAside(act, incident, next);
  }

  /** 先观察: the units hear of it when the watch is over, or a person decides. */
  private async watched(act: Act, incident: IncidentRow, next: Routing, rules: Rules): Promise<void> {
    const reason = await watchOver(act, incident, rules);
    const routing = incident.routedBy && incident.routing ? incident.routing : next;
    if (!reason) return takeRouting(act, incident, routing);
    await endWatch(act, incident, reason);
    const goesOut = reason !== 'time' && isDispatched(routing) && !routing.needsHuman;
    if (goesOut) return this.first(act, incident, routing, rules);
    await awaitConfirmation(act, incident, askedOf(routing, WATCH_ENDED[reason]), rules);
  }

  /** Units are at it already by the rules' own decision: new facts add parts; doubts are only put to a person. */
  private async extend(act: Act, incident: IncidentRow, next: Routing, rules: Rules): Promise<void> {
    await recuse(act, incident, next, rules);
    const current = incident.routing as Routing;
    if (next.needsHuman || !isDispatched(next)) return this.suggest(act, incident, next, rules);
    const merged = mergeRouting(current, next);
    if (sameRouting(current, merged)) return takeRouting(act, incident, merged);
    await keepDecision(act, incident, merged, rules, {});
    await dispatch(act, incident, merged, 'add', rules);
  }

  /** A person put the judgement right: what the rules say of it now replaces what they said before. */
  private async renew(act: Act, incident: IncidentRow, next: Routing, rules: Rules): Promise<void> {
    await recuse(act, incident, next, rules);
    if (next.needsHuman || !isDispatched(next)) return this.suggest(act, incident, next, rules);
    if (sameRouting(incident.routing, next)) return takeRouting(act, incident, next);
    await keepDecision(act, incident, next, rules, {});
    await dispatch(act, incident, next, 'replace', rules);
  }

  /** A person has decided and is never overruled; the rules may only point something out. */
  private async beside(act: Act, incident: IncidentRow, next: Routing, rules: Rules): Promise<void> {
    await recuse(act, incident, next, rules);
    const current = incident.routing ?? next;
    const taken = takeUp(current, next);
    if (taken !== current && isRunning(incident)) await dispatch(act, incident, taken, 'add', rules);
    await this.suggest(act, incident, next, rules);
  }

  private async suggest(act: Act, incident: IncidentRow, next: Routing, rules: Rules): Promise<void> {
    const current = incident.routing ?? next;
    const added = answerable(next).filter((unit) => !answerable(current).includes(unit));
    if (added.length === 0) return;
    const last = await act.manager.findOne(DecisionRow, {
      where: { incidentId: incident.id, kind: 'routing', by: 'rules' },
      order: { at: 'DESC' },
    });
    if (last && sameRouting(last.result as Routing, next)) return;
    await keepDecision(act, incident, next, rules, { suggestion: true, added });
  }
}

/** A person has said where it goes, and it goes nowhere else by itself. */
const isDecidedAside = (incident: IncidentRow): boolean =>
  incident.state === 'set_aside' && incident.disposedBy !== null;

/** What the rules decided, whole and with its reasons. */
async function keepDecision(
  act: Act,
  incident: IncidentRow,
  routing: Routing,
  rules: Rules,
  data: { suggestion?: true; added?: string[] },
): Promise<void> {
  await act.manager.insert(DecisionRow, {
    incidentId: incident.id,
    kind: 'routing',
    by: 'rules',
    directoryVersion: rules.directory.version,
    reason: null,
    result: routing as never,
    previous: incident.routing as never,
    at: act.at,
  });
  await note(act, incident, 'incident.routed', {
    rules: routing.rules,
    respondents: routing.respondents,
    needsHuman: routing.needsHuman,
    directoryVersion: rules.directory.version,
    ...data,
  });
}
