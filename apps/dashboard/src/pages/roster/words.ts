import type { HandoverMatter, RosterSlot, RosterUnit } from '../../../../api/src/contract/index.js';

export const slotWords: Record<RosterSlot, string> = {
  charge_leader: '分管负责人',
  office: '协调机构（承办股室）',
  handler: '承办人',
  liaison: '联络人',
  handler_b: '承办人（B角）',
  liaison_b: '联络人（B角）',
};
export const slots = Object.keys(slotWords) as RosterSlot[];

export const stateWords: Record<RosterUnit['state'], { word: string; shape: string }> = {
  red: { word: '无法送达', shape: '▲' },
  gaps: { word: '待补充', shape: '◆' },
  due: { word: '待确认', shape: '●' },
  good: { word: '齐全', shape: '○' },
};

export const kindWords = { added: '新增', changed: '变更', removed: '取消', kept: '未填，保留' } as const;
export const fieldWords = { name: '姓名', phone: '电话', email: '邮箱' } as const;

export const matterWords: Record<HandoverMatter['kinds'][number], string> = {
  unsigned: '未签收',
  late: '超时',
  awaiting: '待确认交办',
  refused: '退单待裁定',
};

/** Why somebody looks at numbers, to be tapped with one finger. */
export const reasons = ['联系签收', '督促办理', '核对名单', '报送名单'];

/** What to do about a unit: that it cannot be reached before all else, else everything it owes; null when there is nothing. */
export function advice(unit: RosterUnit): string | null {
  if (unit.external) return unit.reachable ? null : '还没有联系人，函件需由市政府办公室另行送达';
  if (unit.goesTo) return `联络人、承办人今天都无法送达，通知直接报${unit.goesTo}`;
  if (unit.unreached) return '近期发出的通知一直没有送达，请电话核对邮箱';
  const owed = [
    unit.missing.length > 0 ? `缺${unit.missing.join('、')}` : '',
    unit.filingLate ? '人员变更逾期未报备，请报送盖章的名单' : '',
    unit.confirmLate ? '已到确认时间，请该单位核对后确认' : '',
  ].filter((one) => one !== '');
  return owed.length > 0 ? owed.join('；') : null;
}
