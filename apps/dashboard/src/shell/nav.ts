import type { Me } from '../../../api/src/contract/index.js';

export interface NavEntry {
  path: string;
  word: string;
}

/** Pages behind one word of the navigation. */
export interface NavGroup {
  word: string;
  entries: NavEntry[];
}

/** Pages a person may open, in the order of their work. */
export function navFor(me: Me | null): NavEntry[] {
  if (!me) return [];
  const may = (right: Me['rights'][number]) => me.rights.includes(right);
  const duties = { path: '/duties', word: me.role === 'liaison' ? '我的交办' : '交办签收' };
  const incidents = { path: '/incidents', word: '舆情事件' };
  const entries: (NavEntry | false)[] = [
    me.role === 'leader' && { path: '/approvals', word: '会签审签' },
    me.role === 'liaison' && duties,
    may('incidents.read') && incidents,
    me.role !== 'liaison' && (may('duties.sign') || may('incidents.read')) && duties,
    may('routing.decide') && { path: '/pool', word: '待分派' },
    may('routing.decide') && { path: '/groupings', word: '归并建议' },
    may('incidents.all') && { path: '/spikes', word: '异常增长' },
    may('refusals.decide') && { path: '/refusals', word: '退单与延期' },
    may('calls.record') && { path: '/calls', word: '电话' },
    me.role === 'leader' && { path: '/countersign', word: '补签' },
    may('incidents.read') && { path: '/supervisions', word: '督办单' },
    may('incidents.read') && { path: '/watches', word: '关注' },
    may('incidents.read') && { path: '/instructions', word: '领导批示' },
    may('incidents.all') && { path: '/items', word: '信息' },
    may('items.enter') && { path: '/enter', word: '人工录入' },
    may('orders.manage') && { path: '/orders', word: '上级交办' },
    (may('sources.manage') || (may('incidents.all') && may('directory.read'))) && {
      path: '/sources',
      word: '信源',
    },
    may('roster.read') && { path: '/roster', word: '联络人' },
    me.role === 'liaison' &&
      me.unit !== null && { path: `/roster/${encodeURIComponent(me.unit)}`, word: '本单位名单' },
    may('incidents.read') && { path: '/responses', word: '回应稿' },
    me.role !== 'leader' && may('incidents.read') && { path: '/approvals', word: '会签审签' },
    may('responses.publish') && { path: '/publications', word: '发布' },
    may('incidents.read') && { path: '/commitments', word: '公开承诺' },
    may('incidents.read') && { path: '/interpretations', word: '政策解读' },
    may('incidents.read') && { path: '/archive', word: '档案' },
    may('incidents.read') && { path: '/late', word: '时限情况' },
    may('directory.read') && { path: '/directory', word: '名录' },
    may('directory.read') && { path: '/rules', word: '规则' },
    may('directory.change') && { path: '/policies', word: '催办规则' },
    may('directory.change') && { path: '/learning', word: '派单复盘' },
    may('judging.inspect') && { path: '/workbench', word: '如何得出' },
    may('system.read') && { path: '/system', word: '系统状态' },
    may('accounts.manage') && { path: '/system/accounts', word: '账号' },
    may('channels.manage') && { path: '/system/channels', word: '通知渠道' },
  ];
  return entries.filter((entry) => entry !== false);
}

/** The entry that a page belongs to: of those its address begins with, the longest. */
export function entryFor(entries: readonly NavEntry[], address: string): string | null {
  const above = entries.filter(({ path }) => address === path || address.startsWith(`${path}/`));
  return above.sort((a, b) => b.path.length - a.path.length)[0]?.path ?? null;
}

/** What does not belong to everybody's daily round, by what it is about. */
const GROUPS: readonly { word: string; paths: readonly string[] }[] = [
  { word: '督办', paths: ['/supervisions', '/instructions', '/watches', '/late'] },
  {
    word: '回应',
    paths: ['/responses', '/approvals', '/publications', '/commitments', '/interpretations', '/archive'],
  },
  { word: '录入', paths: ['/items', '/enter', '/orders'] },
  {
    word: '名录与规则',
    paths: ['/sources', '/roster', '/directory', '/rules', '/policies', '/learning', '/workbench'],
  },
  { word: '系统', paths: ['/system', '/system/accounts', '/system/channels'] },
];
/** So many pages stand side by side without groups. */
const FLAT = 7;

/** The entries of daily work, and the others in groups; a group of one is no group, and what comes first stays in sight. */
export function grouped(entries: readonly NavEntry[]): { open: NavEntry[]; groups: NavGroup[] } {
  if (entries.length <= FLAT) return { open: [...entries], groups: [] };
  const groups = GROUPS.map(({ word, paths }) => ({
    word,
    entries: entries.slice(1).filter(({ path }) => paths.includes(path)),
  })).filter((group) => group.entries.length > 1);
  const away = new Set(groups.flatMap((group) => group.entries));
  return { open: entries.filter((entry) => !away.has(entry)), groups };
}
