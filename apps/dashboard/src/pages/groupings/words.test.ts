import type { RegroupingView } from '../../../../api/src/contract/index.js';
import { toldOf } from './words.js';

const here = { id: 'a', number: '2026-0001', title: '停水', state: 'dispatched' as const };
const there = { id: 'b', number: '2026-0002', title: '停电', state: 'dispatched' as const };
const told = (kind: RegroupingView['kind'], from: RegroupingView['from'], into: RegroupingView['into']) =>
  toldOf({ kind, from, into, items: 2 } as RegroupingView, 'a');

describe('a regrouping as it looks from an incident', () => {
  it('names the other incident', () => {
    expect(told('merge', here, there)).toBe('并入 2026-0002');
    expect(told('merge', there, here)).toBe('2026-0002 并入，带入 2 条信息');
    expect(told('split', here, there)).toBe('拆出 2 条信息，立为 2026-0002');
    expect(told('split', there, here)).toBe('由 2026-0002 拆出，共 2 条信息');
    expect(told('move', here, there)).toBe('2 条信息移到 2026-0002');
    expect(told('move', there, here)).toBe('由 2026-0002 移入 2 条信息');
    expect(told('undo', here, there)).toBe('撤销，恢复原状（2026-0002）');
  });

  it('says plainly that the other is not known yet', () => {
    expect(told('split', here, null)).toBe('拆出 2 条信息，另立事件，尚未交办或不在您的查看范围内');
    expect(told('merge', here, null)).toBe('并入另一事件');
    expect(told('merge', null, here)).toBe('另一事件并入，带入 2 条信息');
    expect(told('move', here, null)).toBe('2 条信息移到另一事件');
    expect(told('undo', null, here)).toBe('撤销，恢复原状');
  });
});
