import type { StageKey } from '#incidents';
import type { RoundStages } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import type { LateView, RoundView, StageView } from '../contract/index.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { roundWords } from '../incidents/words.js';

const NAMES: Record<StageKey, string> = {
  collect: '发布至发现',
  learned: '获知至发现',
  before_merge: '合并前',
  judge: '发现至研判',
  assign: '研判至交办',
  sign: '交办至签收',
  ruling: '退单裁定',
  answer: '签收至回应',
};
/** Where no unit and no office bears it. */
const BEARERS: Partial<Record<StageKey, string>> = {
  collect: '信息收集',
  learned: '获知单位',
  before_merge: '不计入任何单位',
  judge: '系统研判',
};

const minutes = (ms: number): number => Math.round(ms / 60_000);

/** @param nameOf display name of a login */
export function presentRound(
  round: RoundStages,
  discoveredAt: Date,
  directory: Directory,
  nameOf: (login: string) => string,
): RoundView {
  const { row } = round;
  return {
    number: round.number,
    openedAt: iso(row?.openedAt ?? discoveredAt),
    reason: row?.reason ? (roundWords[row.reason] ?? null) : null,
    openedBy: row?.openedBy ? nameOf(row.openedBy) : null,
    note: row?.note ?? null,
    items: row?.itemIds.length ?? 0,
    answeredAt: isoOrNull(row?.answeredAt ?? null),
    answerUrl: row?.answerUrl ?? null,
    stages: round.stages.map(({ key, from, to, ongoing }): StageView => ({
      name: NAMES[key],
      who: whoBears(key, round, directory),
      from: iso(from),
      to: iso(to),
      minutes: minutes(to.getTime() - from.getTime()),
      ongoing,
    })),
    late: presentLate(round, directory),
  };
}

function presentLate(round: RoundStages, directory: Directory): LateView | null {
  const { clock, charges } = round;
  if (!clock || charges.length === 0) return null;
  const rule = directory.profile.deadlines.find(({ id }) => id === clock.rule);
  return {
    rule: clock.rule,
    name: rule?.name ?? clock.rule,
    dueAt: iso(clock.dueAt),
    minutes: minutes(charges.reduce((sum, { late }) => sum + late, 0)),
    parts: charges.map(({ key, late }) => ({
      name: NAMES[key],
      who: whoBears(key, round, directory),
      minutes: minutes(late),
    })),
  };
}

function whoBears(key: StageKey, { who }: RoundStages, directory: Directory): string[] {
  const word = BEARERS[key];
  if (word) return [word];
  const units = who[key] ?? [];
  return units.length > 0 ? units : [directory.profile.jurisdiction.roles.office];
}

/** Hours spent by stage, and who is charged with what came late, as the export shows them. */
export function stageCells(rounds: readonly RoundStages[], directory: Directory): string[] {
  const spent = (key: StageKey): string => {
    const own = rounds.flatMap(({ stages }) => stages.filter((stage) => stage.key === key));
    const ms = own.reduce((sum, { from, to }) => sum + to.getTime() - from.getTime(), 0);
    return own.length > 0 ? hours(ms) : '';
  };
  const late = rounds.flatMap((round) =>
    round.charges.map(
      ({ key, late: ms }) => `${whoBears(key, round, directory).join('、')}（${NAMES[key]}）${hours(ms)}小时`,
    ),
  );
  return [...EXPORTED.map(spent), String(rounds.length), late.join('；')];
}

const EXPORTED: StageKey[] = ['collect', 'judge', 'assign', 'sign', 'ruling', 'answer'];
const hours = (ms: number): string => (ms / 3_600_000).toFixed(1);

export const stageHeader: string[] = [
  ...EXPORTED.map((key) => `${NAMES[key]}（小时）`),
  '轮次',
  '回应超时由谁占用',
];
