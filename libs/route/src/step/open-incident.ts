import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Clock } from '#clock';
import { emptyJudgement, type Judgement, type OpinionLevel, type PlaceHit } from '#incidents';
import {
  DecisionRow,
  IncidentRow,
  RefusedAction,
  awaitConfirmation,
  dispatch,
  note,
  saveIncident,
  seriesOf,
  setStatutoryDeadlines,
  takeNumbers,
  type Act,
  type DeadlinePolicy,
  type DirectoryReader,
  type Rules,
} from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { Wakeups } from '#queue';
import { route } from '../route.js';
import { correctedRouting } from './correction.js';

/** A matter that somebody reports with nothing published yet. */
export interface Opening {
  title: string;
  /** Names of townships, zones or villages of the directory. */
  places: string[];
  respondents: string[];
  opinionLevel: OpinionLevel;
  note: string;
}

/** Opens incidents by hand (电话来报 and the like): discovered now, by a person. */
export class IncidentOpener {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly directories: DirectoryReader,
    private readonly policy: DeadlinePolicy,
  ) {}

  /**
   * With respondents it is dispatched as the person says; without, the rules decide or the office gets it to decide.
   * 特别重大 stays a suggestion until it is confirmed for itself (OP-7).
   * @param actor `account:<login>`
   * @throws RefusedAction `unknown_unit`, `unknown_place`: not in the directory
   */
  async open(jurisdictionId: string, opening: Opening, actor: string, rehearsal = false) {
    const opened = await this.source.transaction(async (manager) => {
      const act: Act = { manager, actor, at: this.clock.now(rehearsal ? 'rehearsal' : 'real') };
      const directory = await this.directories(manager, jurisdictionId);
      const places = placesOf(opening.places, directory, act.at);
      const incident = await insert(act, jurisdictionId, opening, places, rehearsal);
      await this.assign(act, incident, opening, { directory, policy: this.policy });
      await setStatutoryDeadlines(act, incident, { directory, policy: this.policy });
      await saveIncident(manager, incident, act.at);
      return incident;
    });
    await this.wakeups.wake('escalate', { incidentId: opened.id });
    return { id: opened.id, number: opened.number };
  }

  private async assign(act: Act, incident: IncidentRow, opening: Opening, rules: Rules): Promise<void> {
    const { directory } = rules;
    const byPerson = opening.respondents.length > 0;
    const local = incident.places.flatMap((place) => unitOf(place, directory) ?? []);
    const routing = byPerson
      ? correctedRouting(
          null,
          {
            respondents: opening.respondents,
            firstResponsible: [...opening.respondents, ...local],
            assisting: [],
            lead: null,
            reason: opening.note.trim() || '人工登记',
          },
          { directory, at: act.at, recused: [], confirmedCoordinators: [] },
        )
      : route(judgementOf(incident), directory, { at: act.at });
    if (byPerson) incident.routedBy = actorName(act);
    await act.manager.insert(DecisionRow, {
      incidentId: incident.id,
      kind: byPerson ? 'correction' : 'routing',
      by: byPerson ? actorName(act) : 'rules',
      directoryVersion: directory.version,
      reason: opening.note.trim() || null,
      result: routing as never,
      previous: null as never,
      at: act.at,
    });
    if (routing.needsHuman || routing.respondents.length === 0)
      await awaitConfirmation(act, incident, routing, rules);
    else await dispatch(act, incident, routing, 'replace', rules);
  }
}

async function insert(
  act: Act,
  jurisdictionId: string,
  opening: Opening,
  places: PlaceHit[],
  rehearsal: boolean,
): Promise<IncidentRow> {
  const series = seriesOf({ rehearsal, historic: false }, act.at);
  const [number] = await takeNumbers(act.manager, jurisdictionId, series);
  const incident = act.manager.create(IncidentRow, {
    id: randomUUID(),
    jurisdictionId,
    number: number as string,
    title: opening.title.trim(),
    state: 'judged',
    eventLevel: 'none',
    opinionLevel: opening.opinionLevel,
    opinionConfirmed: opening.opinionLevel !== '特别重大',
    provisional: false,
    mustRespond: [],
    places,
    topics: [],
    fields: [],
    flags: opening.opinionLevel === '特别重大' ? ['level_needs_confirmation'] : [],
    restricted: false,
    recused: [],
    rehearsal,
    historic: false,
    itemCount: 0,
    discoveredAt: act.at,
    firstKnownAt: act.at,
    judgedAt: act.at,
    needsRouting: false,
    version: 1,
    createdAt: act.at,
    updatedAt: act.at,
  });
  await act.manager.insert(IncidentRow, incident);
  await note(act, incident, 'incident.opened', { manual: true });
  return incident;
}

const actorName = (act: Act): string => act.actor.replace(/^account:/, '');

/** Only what the person said: the places; whose subject it is the office must say. */
const judgementOf = (incident: IncidentRow): Judgement => ({
  ...emptyJudgement(),
  relevant: true,
  places: incident.places,
  opinionLevel: incident.opinionLevel,
  opinionConfirmed: incident.opinionConfirmed,
});

function placesOf(names: string[], directory: Directory, at: Date): PlaceHit[] {
  return names.map((given): PlaceHit => {
    const name = given.trim();
    const { jurisdiction: city } = directory.profile;
    if ([city.name, ...city.shortNames].includes(name))
      return { name: city.name, kind: 'city', via: null, ambiguous: [], words: [] };
    const place = directory.placeNamed(name);
    const township = place && directory.townshipOf(place, at)?.place;
    if (!township) throw new RefusedAction('unknown_place', `（${name}）`);
    const kind = township.kind === 'zone' ? 'zone' : 'township';
    const via = township.name === name ? null : name;
    return { name: township.name, kind, code: township.code, via, ambiguous: [], words: [] };
  });
}

const unitOf = (hit: PlaceHit, directory: Directory): string | undefined =>
  directory.place(hit.code ?? '')?.unit;
