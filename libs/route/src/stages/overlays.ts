import { add, type Matter } from '../matter.js';
import { isAway } from './coordination.js';

/** RT-50…RT-53 and RT-55, laid over the decision. RT-52 stands with the unit where routing meets the old name itself. */
export function overlays(matter: Matter): void {
  takenUp(matter);
  rumour(matter);
  renamed(matter);
  merged(matter);
}

/** RT-50: 特别重大, once a person has confirmed it: the city government takes it up; first responsible stay. */
function takenUp(matter: Matter): void {
  const { judgement, context, roles } = matter;
  const confirmed =
    context.confirmedSuper === true || (judgement.opinionConfirmed && judgement.opinionLevel === '特别重大');
  if (!confirmed || !matter.on('RT-50')) return;
  add(matter.informed, roles.government);
  if (!matter.coordinators.some(({ lead, with: beside }) => lead === roles.office && beside))
    matter.coordinators.unshift({ lead: roles.office, with: roles.publicity, scope: null });
  matter.apply('RT-50', {
    because: `舆情等级已确认为特别重大，由${roles.government}提级办理（${roles.office}会同${roles.publicity}承办），登记启动问责程序，原第一责任主体不变。`,
  });
}

/**
 * RT-51: a hint only ((f)1): handing over to the police needs proof by others, a published clarification and two
 * persons, long after dispatch. So it never holds the dispatch up, whatever its row says.
 */
function rumour(matter: Matter): void {
  const signal = matter.signal('rumour');
  if (!signal || !matter.on('RT-51')) return;
  add(matter.rules, 'RT-51');
  matter.note(
    'RT-51',
    '文中断言可能不实，仅作提示：经无利害关系方核实、澄清已公开发布、两人确认后才可登记移交。',
    signal.words,
  );
}

/** RT-52: judging has read an old name as today's already. */
function renamed(matter: Matter): void {
  if (matter.judgement.flags.includes('renamed_unit') && !matter.rules.includes('RT-52'))
    matter.apply('RT-52', { because: '文中单位已更名或撤并，由现承继单位负责。' });
}

/** RT-53: several sources of one matter are one incident; T0 is the earliest. */
function merged(matter: Matter): void {
  if (matter.context.merged)
    matter.apply('RT-53', { because: '同一事件有多个来源，合并为一案，起算时间取最早发现时间。' });
}

/** RT-55: until a coordinator outside this installation confirms, the city office acts, under the clock. */
export function actingCoordinator(matter: Matter): string | null {
  const { office } = matter.roles;
  const { at, confirmedCoordinators } = matter.context;
  const away = matter.coordinators.filter(({ lead }) =>
    isAway(lead, matter.directory, at, confirmedCoordinators),
  );
  if (away.length === 0) return null;
  matter.apply('RT-55', {
    because: `协调主体${away.map(({ lead }) => lead).join('、')}不在本系统内，其确认前由${office}代行协调。`,
  });
  return office;
}
