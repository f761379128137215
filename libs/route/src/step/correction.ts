import { type Coordinator, type Flag, type Routing, isSigned } from '#incidents';
import { RefusedAction, type AssignmentRow, dutiesOf, planDuties } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { coordinate } from '../stages/coordination.js';

/** What a person decides about whose job it is; the coordinators follow from it. */
export interface Correction {
  version: number;
  respondents: string[];
  firstResponsible: string[];
  assisting: string[];
  lead: string | null;
  reason: string;
}

/** What a correction would change. */
export interface CorrectionPreview {
  added: { unit: string; roles: string[]; willBeTold: boolean }[];
  withdrawn: { unit: string; signed: boolean }[];
  unchanged: string[];
  coordinators: Coordinator[];
  warnings: string[];
}

/** Rules that hold whoever responds; the others fall away with the decision they led to. */
const KEPT_RULES = ['RT-05', 'RT-06', 'RT-50', 'RT-51', 'RT-53', 'RT-54'];
/** Questions that a person has answered herewith. */
const ANSWERED_FLAGS: Flag[] = [
  'unassigned_pool',
  'place_unknown',
  'place_ambiguous',
  'maybe_outside',
  'out_of_jurisdiction',
  'not_government',
];

/** What a correction is made against. */
export interface CorrectionContext {
  directory: Directory;
  at: Date;
  /** Units that must see nothing of the matter (RT-05). */
  recused: readonly string[];
  /** Coordinators outside this installation that have taken the matter on (RT-55): the office stays out of their part. */
  confirmedCoordinators: readonly string[];
}

/**
 * The routing after a person's correction. Coordinators are recomputed by the rules (task 6(1)): vertical management
 * changes who coordinates, never who responds.
 * @throws RefusedAction `no_respondent`, `unknown_unit`, `recused_unit`
 */
export function correctedRouting(
  current: Routing | null,
  correction: Omit<Correction, 'version'>,
  context: CorrectionContext,
): Routing {
  const { directory, at, recused, confirmedCoordinators } = context;
  const respondents = holders(correction.respondents, 'respondent', context);
  if (respondents.length === 0) throw new RefusedAction('no_respondent');
  const named = holders(correction.firstResponsible, 'respondent', context);
  const firstResponsible = named.length > 0 ? named : respondents;
  const answer = [...firstResponsible, ...respondents];
  const assisting = holders(correction.assisting, 'any', context).filter((unit) => !answer.includes(unit));
  if (correction.lead !== null && !respondents.includes(correction.lead))
    throw new RefusedAction('unknown_unit', `牵头部门“${correction.lead}”不在回应主体之中。`);
  const found = coordinate(respondents, directory, at, confirmedCoordinators);
  const takenUp = current?.rules.includes('RT-50') ? [directory.rolesOn(at).government] : [];
  const why = [
    { rule: found.rule ?? 'RT-10', version: directory.version, because: found.because },
    { rule: 'manual', version: directory.version, because: `经人工确定：${correction.reason.trim()}` },
    ...(current?.why ?? []).filter((reason) => KEPT_RULES.includes(reason.rule)),
  ];
  return {
    firstResponsible,
    respondents,
    assisting,
    coordinators: found.coordinators.filter(({ lead }) => !recused.includes(lead)),
    actingCoordinator:
      found.actingCoordinator && recused.includes(found.actingCoordinator) ? null : found.actingCoordinator,
    informed: [...found.informed, ...takenUp].filter(
      (unit) => ![...answer, ...assisting, ...recused].includes(unit),
    ),
    lead: correction.lead,
    rules: [
      ...(current?.rules ?? []).filter((rule) => KEPT_RULES.includes(rule)),
      ...(found.rule ? [found.rule] : []),
      ...(found.actingCoordinator ? ['RT-55'] : []),
    ],
    needsHuman: false,
    questions: [],
    recused: [...recused],
    restricted: current?.restricted ?? false,
    flags: (current?.flags ?? []).filter((flag) => !ANSWERED_FLAGS.includes(flag)),
    why,
    disposition: 'respond',
  };
}

/** What would change for the units that hold duties now. */
export function previewOf(
  routing: Routing,
  standing: AssignmentRow[],
  directory: Directory,
  at: Date,
): CorrectionPreview {
  const wanted = dutiesOf(routing, directory, at);
  const plan = planDuties(standing, wanted, 'replace');
  const gone = plan.withdraw.filter(({ replaced }) => !replaced).map(({ duty }) => duty);
  const touched = new Set([...plan.add, ...gone].map(({ unit }) => unit));
  const townships = routing.firstResponsible.filter((unit) => !routing.respondents.includes(unit));
  return {
    added: plan.add.map(({ unit, roles, mustSign }) => ({ unit, roles, willBeTold: mustSign })),
    withdrawn: gone.map(({ unit, state }) => ({ unit, signed: isSigned({ state }) })),
    unchanged: standing.map(({ unit }) => unit).filter((unit) => !touched.has(unit)),
    coordinators: routing.coordinators,
    warnings: [
      ...gone.filter(isSigned).map(({ unit }) => `${unit}已经签收，更正后其任务将撤回，请另行告知。`),
      ...(townships.length === 0 ? ['第一责任主体中没有乡镇（街道），请确认事项不涉及具体地点。'] : []),
      ...(routing.actingCoordinator
        ? [`协调主体不在本系统内，其确认前由${routing.actingCoordinator}代行协调。`]
        : []),
    ],
  };
}

/** Present-day names (RT-52) of units that may take that part here. */
function holders(
  names: string[],
  part: 'respondent' | 'any',
  { directory, at, recused }: CorrectionContext,
): string[] {
  const units = names.map((name) => {
    const unit = directory.dutyHolder(name.trim(), at)?.unit;
    if (!unit || (part === 'respondent' && (unit.external || !unit.respondent)))
      throw new RefusedAction('unknown_unit', `（${name}）`);
    if (recused.includes(unit.name)) throw new RefusedAction('recused_unit', `（${unit.name}）`);
    return unit.name;
  });
  return [...new Set(units)];
}
