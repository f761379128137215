import { add, type Matter } from '../matter.js';

/**
 * RT-10…RT-14 and RT-42: first responsible are the departments and the townships concerned; the departments answer
 * (task 6(1)). Recused townships (RT-05) take no part. Nothing is ever without an owner.
 */
export function responsibility(matter: Matter): void {
  const departments = matter.departments.map(({ unit }) => unit.name);
  const places = [...matter.townships, ...matter.zones].filter((name) => !matter.recused.includes(name));
  if (matter.heldByOffice) return pool(matter);
  if (departments.length === 0 && places.length === 0) return unowned(matter);
  if (departments.length === 0) return townshipsOnly(matter, places);
  byDepartments(matter, departments, places);
  if (matter.superiorCase) bySuperior(matter, departments, places);
}

function byDepartments(matter: Matter, departments: string[], places: string[]): void {
  add(matter.firstResponsible, ...departments);
  add(matter.respondents, ...departments);
  add(matter.townshipsInformed ? matter.informed : matter.firstResponsible, ...places);
  if (departments.length > 1) return;
  const [department] = departments;
  const concerned = matter.townshipsInformed ? [] : places;
  const words = matter.departments[0]?.words;
  if (concerned.length === 0)
    matter.apply('RT-11', {
      because: `只涉及${department}，无所涉乡镇（街道）或为全市性事项，由其回应。`,
      words,
    });
  else if (concerned.length === 1)
    matter.apply('RT-10', {
      because: `${department}和${concerned[0]}为第一责任主体，由${department}回应。`,
      words,
    });
  else
    matter.apply('RT-13', {
      because: `${department}统一回应，${concerned.join('、')}均列第一责任主体，配合提供情况。`,
      words,
    });
}

/** RT-12 for the own matters of townships; RT-14 when several are concerned and the department is not known. */
function townshipsOnly(matter: Matter, places: string[]): void {
  add(matter.firstResponsible, ...places);
  const own = ownAffairs(matter);
  if (places.length > 1 && !own) {
    add(matter.respondents, poolOwner(matter));
    matter.apply('RT-14', {
      because: `涉及${places.join('、')}，主管部门未识别，指定前由${poolOwner(matter)}负责。`,
      question: '请指定对应的市直主管部门回应。',
    });
    return;
  }
  add(matter.respondents, ...places);
  matter.apply('RT-12', {
    because: own
      ? `属${places.join('、')}自身事务，由其回应，业务主管部门给予指导。`
      : `只识别到${places.join('、')}，未识别到部门，由其回应。`,
    words: matter.signal('township_affairs')?.words,
    question: '请确认由乡镇（街道）回应，还是另派主管部门。',
    doubt: !own,
  });
}

/** The text speaks of the township's own business: its officials, its villages' committees, a topic left to it. */
function ownAffairs(matter: Matter): boolean {
  return (
    matter.signal('township_affairs') !== undefined ||
    matter.judgement.topics.some((topic) => topic.unit === null) ||
    [...matter.bodies('village'), ...matter.bodies('unit')].some((body) => body.conduct)
  );
}

/** RT-42: neither department nor place: the city office's pool, to be assigned within DL-05. */
function unowned(matter: Matter): void {
  pool(matter);
  matter.apply('RT-42', {
    because: `部门与地点都未识别，由${poolOwner(matter)}兜底，在规定时间内分派。`,
    question: '请指定责任部门和属地，或判定不受理。',
  });
}

function pool(matter: Matter): void {
  add(matter.respondents, poolOwner(matter));
  matter.flags.add('unassigned_pool');
}

/** The city office; were it itself reported (RT-05), the city government. */
export function poolOwner(matter: Matter): string {
  const { office, government } = matter.roles;
  return matter.recused.includes(office) ? government : office;
}

/**
 * RT-02 and RT-03: the superior department is first responsible, ours answer for the local part. Over the border the
 * townships concerned answer too. While the superior is not known, ours stay first responsible.
 */
function bySuperior(matter: Matter, departments: string[], places: string[]): void {
  if (matter.superiorCase === 'border') {
    add(matter.respondents, ...places);
    add(matter.superiors, ...departments.flatMap((name) => superiorOf(matter, name) ?? []));
  }
  if (matter.superiors.length === 0) return;
  matter.firstResponsible.length = 0;
  add(matter.firstResponsible, ...matter.superiors);
  if (matter.superiorCase === 'policy') add(matter.informed, ...places);
}

/** The same department one level up, or of the province when another prefecture is concerned; only where the directory knows it. */
function superiorOf(matter: Matter, name: string): string | undefined {
  const { parents } = matter.directory.profile.jurisdiction;
  const parent = parents[crossesPrefecture(matter) ? 1 : 0]?.name;
  const own = matter.directory.unit(name);
  const superior = own?.superior && !crossesPrefecture(matter) ? own.superior : null;
  const above = superior ?? (parent && `${parent}${name.replace(/^市/, '')}`);
  return above ? matter.directory.dutyHolder(above, matter.context.at)?.unit.name : undefined;
}

/** Whether a neighbour concerned belongs to another prefecture, so that the province is the superior (RT-03). */
export function crossesPrefecture(matter: Matter): boolean {
  const { neighbours, parents } = matter.directory.profile.jurisdiction;
  const outside = matter.places('outside').map((place) => place.name);
  return neighbours.some(
    ({ name, shortNames, parent }) =>
      parent !== parents[0]?.name &&
      outside.some((place) => [name, ...shortNames].some((known) => place.includes(known))),
  );
}
