import { add, type Matter } from '../matter.js';

/**
 * RT-05: a report of misconduct (domain.zh.md (f)1, (f)8). The accusation goes to the discipline inspection outside
 * this system; the reported unit is recused from all of it. A public concern told along with it is dispatched without
 * the reported unit (split). Reports on the office or the publicity department go to discipline directly.
 * @returns true when nothing is left to dispatch
 */
export function misconduct(matter: Matter): boolean {
  const signal = matter.signal('misconduct');
  if (!signal || !matter.on('RT-05')) return false;
  const { office, publicity, government, discipline } = matter.roles;
  add(matter.recused, ...reportedUnits(matter, signal.unit));
  const direct = [office, publicity, government].some((unit) => matter.recused.includes(unit));
  const split = bringsConcern(matter);
  matter.flags.add('misconduct_report');
  if (split) matter.flags.add('split');
  matter.restricted = true;
  matter.disposition = split ? 'respond' : 'refer';
  if (!direct) matter.coordinators.push({ lead: publicity, with: null, scope: null });
  matter.apply('RT-05', {
    because: explain(matter.recused, discipline, split),
    words: signal.words,
    question: split
      ? `请确认拆件：指控部分移送${discipline}，公众诉求去掉指控后派单。`
      : `请确认属举报公职人员违纪违法，移送${discipline}；文中如另有公众诉求，请拆出派单。`,
  });
  return !split;
}

/**
 * The unit the report is about; where it is not clear which, every unit that answers for a body named: better recuse one
 * too many. For people of a village or community it is the township they belong to (RT-32).
 */
function reportedUnits(matter: Matter, accused: string | undefined): string[] {
  const bodies = (['unit', 'station', 'utility', 'company'] as const).flatMap((kind) => matter.bodies(kind));
  const named = accused ? [accused] : bodies.flatMap((body) => body.unit ?? []);
  return [...named, ...villageTownships(matter)].map(
    (name) => matter.directory.dutyHolder(name, matter.context.at)?.unit.name ?? name,
  );
}

function villageTownships(matter: Matter): string[] {
  const words = matter.signal('misconduct')?.words ?? [];
  const village =
    matter.bodies('village').length > 0 || words.some((word) => /村|支书|社区|居委会/u.test(word));
  if (!village) return [];
  return matter.places('township').map(({ code, name }) => matter.directory.place(code ?? '')?.unit ?? name);
}

/**
 * Beside the accusation the text tells of an emergency, or judging has found a public concern of its own. In doubt not:
 * units that get the split matter see what came with a report.
 */
function bringsConcern(matter: Matter): boolean {
  const { topics, eventLevel } = matter.judgement;
  return topics.length > 0 && (eventLevel !== 'none' || matter.signal('public_concern') !== undefined);
}

function explain(recused: string[], discipline: string, split: boolean): string {
  const who = recused.length > 0 ? `${recused.join('、')}及其人员回避` : '涉事单位和人员回避';
  const rest = split ? '所附公众诉求去掉指控后照常派单' : '不派单';
  return `举报公职人员违纪违法：指控部分移送${discipline}，限权可见，${who}；${rest}。`;
}
