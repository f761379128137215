import type { BodyHit, TopicHit } from '#incidents';
import { add, type Department, type Matter } from '../matter.js';
import { townshipNames } from './places.js';

/**
 * RT-30…RT-33 and the departments concerned. A body whose own acting the text is about goes before its topics
 * (domain.zh.md (f)8): the departments of other topics then only assist. Else the departments of the topics and, where
 * their own duty is named, the assisting ones ((f)4). A unit that is only mentioned counts when nothing else does.
 */
export function findDepartments(matter: Matter): void {
  zone(matter);
  townshipBodies(matter);
  const acting = [...matter.bodies('unit'), ...matter.bodies('station')].filter((body) => body.conduct);
  const named = departmentsOf(matter, acting);
  const ordered = matter.ordered ? departmentsOf(matter, matter.bodies('unit')) : [];
  const ofTopics = concerned(matter).flatMap((topic) => topicDepartments(matter, topic));
  const duty = matter.ordered && ofTopics.length > 0 ? [] : named;
  const kept = duty.length > 0 ? ofTopics.filter(({ unit }) => duty.some((d) => d.unit === unit)) : ofTopics;
  addDepartments(matter, [...duty, ...kept]);
  addDepartments(matter, departmentsOf(matter, fallback(matter, 'unit')));
  station(matter);
  communityOrCompany(matter);
  utility(matter);
  if (matter.departments.length > 0) assisting(matter, [...named, ...ordered, ...ofTopics]);
  if (duty.length === 0) confirmLearned(matter);
}

/** The topics to answer; of a split report (RT-05) only those of the public concern, none of the accusation. */
function concerned(matter: Matter): readonly TopicHit[] {
  const { topics } = matter.judgement;
  const concern = matter.flags.has('split') ? matter.signal('public_concern') : undefined;
  if (!concern) return topics;
  const told = topics.filter(({ words }) => words.some((word) => concern.words.includes(word)));
  return told.length > 0 ? told : topics;
}

/** A topic that a model made of the text, which has none of its words, puts nobody in charge before a person agrees. */
function confirmLearned(matter: Matter): void {
  const [topic] = matter.judgement.topics.filter(({ learned }) => learned);
  if (!topic) return;
  const who = topic.unit ? `由${topic.unit}回应` : '由属地回应';
  matter.ask('RT-42', `文中没有主题用词，由模型判为“${topic.name}”。请确认${who}，或另行指定。`);
}

/** Departments of this installation that may answer for the public and are not reported; empty for all others. */
export function answering(matter: Matter, name: string, words: string[]): Department[] {
  const { office, publicity, government, discipline } = matter.roles;
  const unit = matter.dutyHolder(name, words);
  if (!unit || !unit.respondent || unit.external) return [];
  if ([office, publicity, government, discipline, ...matter.recused].includes(unit.name)) return [];
  return townshipNames(matter.directory).has(unit.name) ? [] : [{ unit, words }];
}

/** RT-30: the zone's committee stands like a township; a township it lies in is told, once a person confirms. */
function zone(matter: Matter): void {
  if (matter.zones.length === 0 || !matter.on('RT-30')) return;
  matter.flags.add('development_zone');
  add(matter.informed, ...matter.townships);
  const lies = matter.townships.length > 0 ? `，${matter.townships.join('、')}知会配合` : '';
  matter.townships = [];
  matter.apply('RT-30', {
    because: `涉及开发区范围，${matter.zones.join('、')}按所涉乡镇（街道）同等列为第一责任主体${lies}。`,
    words: matter.places('zone').flatMap((place) => place.words),
    question: '请确认是否在开发区范围内，以及所在乡镇（街道）。',
  });
}

/** A township office named as such is a township concerned. */
function townshipBodies(matter: Matter): void {
  for (const body of matter.bodies('unit')) {
    const unit = body.unit && matter.dutyHolder(body.unit, body.words);
    if (unit && townshipNames(matter.directory).has(unit.name) && !matter.zones.includes(unit.name))
      add(matter.townships, unit.name);
  }
}

const departmentsOf = (matter: Matter, bodies: BodyHit[]): Department[] =>
  bodies.flatMap((body) => (body.unit ? answering(matter, body.unit, body.words) : []));

function topicDepartments(matter: Matter, topic: TopicHit): Department[] {
  const names = topic.unit ? [topic.unit, ...topic.onDuty] : topic.onDuty;
  return names.flatMap((name) => answering(matter, name, topic.words));
}

/** RT-31: a station's own service belongs to its department; the township is only told. */
function station(matter: Matter): void {
  const conduct = matter.bodies('station').filter((body) => body.conduct && body.unit);
  const stations = conduct.length > 0 ? conduct : fallback(matter, 'station');
  if (stations.length === 0 || !matter.on('RT-31')) return;
  const departments = departmentsOf(matter, stations);
  if (conduct.length === 0) addDepartments(matter, departments);
  const units = departments.map(({ unit }) => unit.name);
  if (units.length === 0) return;
  matter.townshipsInformed ||=
    conduct.length > 0 && matter.departments.every(({ unit }) => units.includes(unit.name));
  matter.apply('RT-31', {
    because: `涉事机构为基层站所，归集到主管部门${[...new Set(units)].join('、')}${matter.townshipsInformed ? '，所在乡镇（街道）仅知会' : ''}。`,
    words: stations.flatMap((body) => body.words),
  });
}

/** RT-32: village and community committees belong to their township, companies to the department of their trade. */
function communityOrCompany(matter: Matter): void {
  const bodies = [...matter.bodies('village'), ...matter.bodies('company')];
  if (bodies.length === 0 || !matter.on('RT-32')) return;
  addDepartments(matter, departmentsOf(matter, fallback(matter, 'company')));
  matter.apply('RT-32', {
    because:
      '文中涉及村（社区）、物业或企业，不作责任主体：村（社区）归所属乡镇（街道），企业归行业主管部门。',
    words: bodies.flatMap((body) => body.words),
  });
}

/** RT-33: a public utility gives the facts, its trade's department answers, the utility's superior is told. */
function utility(matter: Matter): void {
  const bodies = matter.bodies('utility');
  if (bodies.length === 0 || !matter.on('RT-33')) return;
  addDepartments(matter, departmentsOf(matter, fallback(matter, 'utility')));
  const providers = [...new Set(bodies.flatMap((body) => providerOf(matter, body) ?? []))];
  for (const provider of providers) {
    add(matter.assisting, provider);
    const superior = matter.directory.unit(provider)?.superior;
    if (superior) add(matter.informed, superior);
  }
  matter.flags.add('utility_provides_facts');
  const who = matter.departments.map(({ unit }) => unit.name).join('、');
  matter.apply('RT-33', {
    because: `公用企业${providers.join('、')}只提供事实，由行业主管部门${who}回应。`,
    words: bodies.flatMap((body) => body.words),
    question: `请确认行业主管部门${who ? `为${who}` : ''}。`,
  });
}

const providerOf = (matter: Matter, hit: BodyHit): string | undefined =>
  matter.directory.profile.bodies.find(
    (body) => body.kind === 'utility' && body.provider && hit.words.some((word) => body.words.includes(word)),
  )?.provider;

/** Bodies that say whose matter it is only while nothing else does. */
const fallback = (matter: Matter, kind: BodyHit['kind']): BodyHit[] =>
  matter.departments.length > 0 ? [] : matter.bodies(kind).filter((body) => body.unit);

function addDepartments(matter: Matter, departments: Department[]): void {
  for (const department of departments)
    if (!matter.departments.some(({ unit }) => unit === department.unit)) matter.departments.push(department);
}

/** Who helps: related departments of the topics, and those a named body or a superior's order displaced. */
function assisting(matter: Matter, displaced: Department[]): void {
  const related = matter.judgement.topics.flatMap((topic) =>
    topic.assisting.flatMap((name) => matter.dutyHolder(name, topic.words)?.name ?? []),
  );
  add(matter.assisting, ...displaced.map(({ unit }) => unit.name), ...related);
}
