import { SLOTS, type Slot } from '#jurisdiction/service';

const slotWords = (slots: unknown): string =>
  (Array.isArray(slots) ? (slots as Slot[]) : []).map((slot) => SLOTS[slot]?.label ?? '').join('、');

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** One sentence about a line of the audit log of the roster; the lines hold no name and no number. */
export function rosterSentence(action: string, data: Record<string, unknown>): string {
  const slots = slotWords(data['slots']);
  switch (action) {
    case 'roster.imported':
      return `导入名单：${slots}`;
    case 'roster.changed':
      return slots ? `更新${slots}` : '更新报送情况';
    case 'roster.confirmed':
      return '确认名单无误';
    case 'roster.absence':
      return data['cancelled'] ? '取消离岗登记' : `登记离岗：${text(data['from'])} 至 ${text(data['to'])}`;
    case 'roster.revealed':
      return `查看完整联系方式，事由：${text(data['reason'])}`;
    case 'roster.exported':
      return data['reason'] ? `导出名单，事由：${text(data['reason'])}` : '导出名单（联系方式已隐去）';
    default:
      return '';
  }
}
