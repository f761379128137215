import type { DryRunGroup, DryRunRow, DryRunView, RoutingSketch } from '../../../api/src/contract/index.js';

/** Groups of a dry run, gravest first, in words of the matter. */
export const groupWords: Record<DryRunGroup, { word: string; means: string }> = {
  unrouted: { word: '将无人承办', means: '没有单位回应，进入市政府办公室兜底' },
  to_person: { word: '将转人工确定', means: '规则不能定，须由人确定后才交办' },
  dropped: { word: '将不再成为舆情事件', means: '按新的名录与本市无关或不予立案' },
  fresh: { word: '将新成为舆情事件', means: '原先未立案，按新的名录应当办理' },
  changed: { word: '交办将改变', means: '责任单位、协调主体或等级有变化' },
  decided: { word: '人工已定，不受影响', means: '人已经定过，以人定的为准' },
};
const order = Object.keys(groupWords) as DryRunGroup[];

/** How many incidents the change alters; what a person has decided stays as it is. */
export const altered = ({ counts }: Pick<DryRunView, 'counts'>): number =>
  order.reduce((sum, group) => (group === 'decided' ? sum : sum + counts[group]), 0);

/** 近30天将有 12 件改变（已试算 143 件） */
export function headline(view: DryRunView): string {
  const changed = altered(view);
  const tried = view.complete ? `共试算 ${view.tried} 件` : `只试算了 ${view.total} 件中的 ${view.tried} 件`;
  return changed
    ? `近${view.days}天将有 ${changed} 件改变（${tried}）`
    : `近${view.days}天没有事件会因此改变（${tried}）`;
}

/** Rows by group, gravest first; empty groups are left out. `more`: counted but not among the rows sent. */
export function grouped(view: DryRunView): { group: DryRunGroup; rows: DryRunRow[]; more: number }[] {
  return order
    .map((group) => {
      const rows = view.rows.filter((row) => row.group === group);
      return { group, rows, more: Math.max(0, view.counts[group] - rows.length) };
    })
    .filter(({ rows, more }) => rows.length > 0 || more > 0);
}

const partNames: Record<keyof RoutingSketch, string> = {
  respondents: '回应主体',
  firstResponsible: '第一责任主体',
  assisting: '协助单位',
  coordinators: '协调主体',
  actingCoordinator: '代行协调',
  informed: '知会',
  needsHuman: '人工确认',
  questions: '须答问题',
  disposition: '处置去向',
  opinionLevel: '舆情等级',
  eventLevel: '突发事件等级',
  topics: '主题',
  places: '属地',
};

const words = (value: RoutingSketch[keyof RoutingSketch] | undefined): string => {
  if (value === undefined || value === null) return '无';
  if (typeof value === 'boolean') return value ? '需要' : '不需要';
  if (typeof value === 'string') return value === 'none' ? '不属突发事件' : value || '无';
  return value.length ? value.join('、') : '无';
};

/** The parts that differ, before and after, in words. */
export function differences(row: DryRunRow): { part: string; before: string; after: string }[] {
  return row.differs
    .filter((part): part is keyof RoutingSketch => part in partNames)
    .map((part) => ({
      part: partNames[part],
      before: words(row.before?.[part]),
      after: words(row.after?.[part]),
    }));
}
