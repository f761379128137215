import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { IncidentRow, RefusalRow, RefusedAction, lockIncident, note, saveIncident } from '#incidents/service';
import type { Directory, Topic } from '#jurisdiction';
import { DirectoryChanges, readDirectory } from '#jurisdiction/service';
import type { ChangeOption, ChangeSuggestion, ProposeChange } from '../contract/index.js';
import { badInput } from '../http/problem.js';
import { outcomeWords } from '../incidents/words.js';

/** A ruling as a proposed change of the directory: what is ruled today is what the rules find tomorrow. */
@Injectable()
export class RulingChange {
  private readonly changes = new DirectoryChanges();

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** What the ruling suggests, to be edited before it is sent; no option when it suggests nothing. */
  async suggest(refusal: RefusalRow): Promise<ChangeSuggestion> {
    const { manager } = this.database;
    const incident = await manager.findOneByOrFail(IncidentRow, { id: refusal.incidentId });
    const directory = await readDirectory(manager, refusal.jurisdictionId);
    const options = optionsOf(refusal, incident, directory);
    return {
      title: options[0]?.says ?? `按${incident.number}的退单裁定修改名录`,
      reason: reasonOf(refusal, incident),
      options,
    };
  }

  /**
   * Puts the change before a second person, and keeps on the refusal that it has been made.
   * @throws RefusedAction `refusal_settled` when it has been made already; what `DirectoryChanges.propose` throws
   */
  async propose(refusalId: string, asked: ProposeChange, actor: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      const seen = await manager.findOneByOrFail(RefusalRow, { id: refusalId });
      const incident = await lockIncident(manager, seen.incidentId);
      const refusal = await manager.findOneByOrFail(RefusalRow, { id: refusalId });
      if (!incident || refusal.state !== 'ruled' || refusal.directoryChangeId !== null)
        throw new RefusedAction('refusal_settled');
      const directory = await readDirectory(manager, incident.jurisdictionId);
      const change = await this.changes.propose(manager, {
        jurisdictionId: incident.jurisdictionId,
        title: asked.title,
        reason: asked.reason,
        edits: editsOf(asked, directory, `${incident.number}退单裁定`),
        origin: 'ruling',
        originIncidentId: incident.id,
        by: actor,
        at: this.clock.now('real'),
      });
      await manager.update(RefusalRow, { id: refusalId }, { directoryChangeId: change.id });
      const act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      await note(act, incident, 'refusal.change_proposed', {
        refusalId,
        unit: refusal.unit,
        changeId: change.id,
        number: change.number,
      });
      await saveIncident(manager, incident, act.at);
    });
  }
}

function optionsOf(refusal: RefusalRow, incident: IncidentRow, directory: Directory): ChangeOption[] {
  const { ruling } = refusal;
  if (!ruling || ruling.outcome === 'upheld') return [];
  const topics = directory.profile.topics.filter((topic) => incident.topics.includes(topic.name));
  const places = [...new Set(incident.places.filter(({ kind }) => kind !== 'city').map(({ name }) => name))];
  const units = ruling.outcome === 'joint' ? [refusal.unit, ...ruling.units] : ruling.units;
  const list = (names: string[]) => names.join('、');
  const options: ChangeOption[] = [];
  const [only, ...more] = units;
  // Whose subject it is, where the refusing unit has it and one other takes it.
  if (only && more.length === 0 && refusal.ground === 'wrong_function')
    for (const topic of topics.filter((one) => one.unit === refusal.unit))
      options.push({
        kind: 'topic',
        says: `主题“${topic.name}”的主责单位由${topic.unit}改为${only}`,
        topics: [topic.no],
        places: [],
        units: [only],
      });
  if (topics.length > 0 || places.length > 0)
    options.push({
      kind: 'exception',
      says: `${places.length ? `${list(places)}的` : ''}${topics.length ? `“${list(topics.map(({ name }) => name))}”` : '事项'}由${list(units)}回应`,
      topics: topics.map(({ no }) => no),
      places,
      units,
    });
  return options;
}

function reasonOf(refusal: RefusalRow, incident: IncidentRow): string {
  const { ruling } = refusal;
  const outcome = ruling ? `${outcomeWords[ruling.outcome] ?? ''}${ruling.units.join('、')}` : '';
  return `${incident.number}：${refusal.unit}退单，裁定${outcome}。${ruling?.reason ?? ''}`;
}

function editsOf(asked: ProposeChange, directory: Directory, basis: string) {
  if (asked.kind === 'topic') {
    const [unit, ...more] = asked.units;
    if (!unit || more.length > 0) throw badInput('一个主题只能有一个主责单位，多个单位请改用例外。');
    const topics = asked.topics.flatMap((no) => directory.topic(no) ?? []);
    if (topics.length === 0) throw badInput('请选择主题。');
    return topics.map((topic) => ({
      kind: 'topics' as const,
      key: String(topic.no),
      body: reassigned(topic, unit, basis),
    }));
  }
  if (asked.topics.length === 0 && asked.places.length === 0) throw badInput('请至少选择一个主题或地点。');
  const { exceptions } = directory.profile;
  const number = 1 + Math.max(0, ...exceptions.map(({ key }) => Number(key.slice('EX-'.length))));
  const key = `EX-${number}`;
  const body = {
    key,
    name: asked.title,
    order: 10 * number,
    topics: asked.topics,
    places: asked.places,
    when: 'true',
    then: { respondents: asked.units },
    basis,
  };
  return [{ kind: 'exceptions' as const, key, body, expectedRevision: null }];
}

/** A unit that now has the subject no longer assists in it. */
const reassigned = (topic: Topic, unit: string, basis: string) => ({
  ...topic,
  unit,
  assisting: topic.assisting.filter((one) => one !== unit),
  basis: `${topic.basis}；${basis}`,
});
