import type { OpinionPart, Reason, SourceTier } from '#incidents';
import type { Directory } from '#jurisdiction';

/** Points between the floors of two levels: all parts together stay below, so the sum never says another level than the OP rules. */
export const LEVEL_SPAN = 25;

/** Most points of each part where the profile sets none (`levels.json`, `opinion.heat`). */
const POINTS = {
  spread: 7,
  rate: 2,
  media: 3,
  hotSearch: 2,
  sources: 3,
  townships: 2,
  days: 1,
  superior: 1,
  sensitive: 2,
  date: 1,
} as const;
type Part = keyof typeof POINTS;

/** How widely a matter is told: counts over all its items. */
export interface Heat {
  /** By platform and first wording (domain.zh.md (f)11). */
  independentSources: number;
  townships: number;
  /** Of those the ones heard within the days of OP-9 before its last item; absent: all, where its whole span is no longer. */
  recentSources?: number;
  /** Days between its first and its last item. */
  spanDays: number;
  items: number;
  /** Of the items of its last 24 hours together (OP-4). */
  views?: number;
  interactions?: number;
  /** Items of its last 24 hours. */
  lastDay?: number;
}

/** What one item alone says of heat. */
export interface HeatOfItem {
  tier: SourceTier | null;
  hotSearch: 'none' | 'local' | 'national' | undefined;
  superior: boolean;
  /** Reasons of OP-6. */
  sensitive: readonly Reason[];
  /** The sensitive date it falls on. */
  date: string | undefined;
}

const TIERS: Record<SourceTier, { share: number; name: string }> = {
  self: { share: 0, name: '自媒体' },
  local: { share: 0, name: '本地媒体' },
  municipal: { share: 1 / 3, name: '市级媒体' },
  provincial: { share: 2 / 3, name: '省级媒体' },
  central: { share: 1, name: '中央级媒体' },
};

/** The parts that rest on the text and source of an item; the larger of two items' counts when they meet. */
export function partsOfItem(item: HeatOfItem, directory: Directory): OpinionPart[] {
  const most = limits(directory);
  const parts: OpinionPart[] = [];
  const tier = item.tier && TIERS[item.tier];
  if (tier) add(parts, 'OP-2', most.media * tier.share, `${tier.name}关注`);
  if (item.hotSearch === 'national') add(parts, 'OP-3', most.hotSearch, '进入全国热搜');
  if (item.hotSearch === 'local') add(parts, 'OP-3', most.hotSearch / 2, '进入本地热搜');
  if (item.superior) add(parts, 'OP-5', most.superior, '上级交办或要求回应');
  const factors = item.sensitive.length;
  if (factors > 0) add(parts, 'OP-6', Math.min(most.sensitive, factors), `敏感因素${factors}项`);
  if (item.date) add(parts, 'OP-6:date', most.date, `正值${item.date}`);
  return parts;
}

/** The parts that count over all items of the matter. */
export function partsOfSpread(heat: Heat, directory: Directory): OpinionPart[] {
  const most = limits(directory);
  const { slowBurn } = directory.profile.levels.opinion;
  const { views = 0, interactions = 0, lastDay = 0 } = heat;
  const parts: OpinionPart[] = [];
  const said = `24小时内浏览${views}次、互动${interactions}次`;
  add(parts, 'OP-4', most.spread * reachOf(views, interactions, directory), said);
  add(parts, 'OP-4:rate', most.rate * logShare(lastDay - 1, 99), `24小时内新增${lastDay}条`);
  const others = heat.independentSources - 1;
  const enough = Math.max(1, slowBurn.sources * 2 - 1);
  add(parts, 'OP-9', most.sources * Math.min(1, others / enough), `独立来源${heat.independentSources}个`);
  const townships = Math.min(most.townships, heat.townships - 1);
  add(parts, 'OP-9:townships', townships, `涉及${heat.townships}个乡镇（街道）`);
  const days = Math.floor(heat.spanDays);
  if (days >= LONG_DAYS) add(parts, 'OP-9:days', most.days, `持续${days}天`);
  return parts;
}

/** When a matter goes on for long, as far as order within a level is concerned. */
const LONG_DAYS = 3;
const SPREAD_RULES: ReadonlySet<string> = new Set([
  'OP-4',
  'OP-4:rate',
  'OP-9',
  'OP-9:townships',
  'OP-9:days',
]);

/** The parts of a matter that grows by an item: what counts over all is counted anew, of the rest the larger stays. */
export function mergeParts(
  current: readonly OpinionPart[],
  added: readonly OpinionPart[],
  heat: Heat,
  directory: Directory,
): OpinionPart[] {
  const own = new Map<string, OpinionPart>();
  for (const part of [...current, ...added]) {
    if (SPREAD_RULES.has(part.rule)) continue;
    const known = own.get(part.rule);
    if (!known || part.points > known.points) own.set(part.rule, part);
  }
  return sorted([...partsOfSpread(heat, directory), ...own.values()]);
}

/** 0…24, whatever the profile says. */
export const heatPoints = (parts: readonly OpinionPart[] | undefined): number =>
  Math.min(
    LEVEL_SPAN - 1,
    (parts ?? []).reduce((sum, { points }) => sum + points, 0),
  );

export const sorted = (parts: OpinionPart[]): OpinionPart[] =>
  parts.toSorted((a, b) => b.points - a.points || (a.rule < b.rule ? -1 : 1));

const limits = (directory: Directory): Record<Part, number> =>
  directory.profile.levels.opinion.heat ?? POINTS;

/** Parts that weigh nothing are left out. */
function add(parts: OpinionPart[], rule: string, points: number, because: string): void {
  const whole = Math.round(points);
  if (whole > 0) parts.push({ rule, points: whole, because });
}

/** 0…1 on a logarithmic scale that is full at the highest limits of OP-4. */
function reachOf(views: number, interactions: number, directory: Directory): number {
  const limits = directory.profile.levels.opinion.bySpread;
  const top = limits.reduce(
    (most, limit) => ({
      views: Math.max(most.views, limit.views),
      interactions: Math.max(most.interactions, limit.interactions),
    }),
    { views: 1, interactions: 1 },
  );
  return Math.max(logShare(views, top.views), logShare(interactions, top.interactions));
}

const logShare = (count: number, full: number): number =>
  count <= 0 ? 0 : Math.min(1, Math.log10(1 + count) / Math.log10(1 + full));
