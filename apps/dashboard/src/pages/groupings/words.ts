import type { RegroupingView } from '../../../../api/src/contract/index.js';

/**
 * One regrouping as it looks from an incident. The other incident may be one the reader does not know of yet: it is not
 * routed, or not theirs to see.
 */
export function toldOf({ kind, from, into, items }: RegroupingView, incidentId: string): string {
  const left = from?.id === incidentId;
  const number = (left ? into : from)?.number;
  const to = number ? ` ${number}` : '另一事件';
  const of = number ? ` ${number} ` : '另一事件';
  if (kind === 'merge') return left ? `并入${to}` : `${of.trimStart()}并入，带入 ${items} 条信息`;
  if (kind === 'split' && left)
    return number
      ? `拆出 ${items} 条信息，立为 ${number}`
      : `拆出 ${items} 条信息，另立事件，尚未交办或不在您的查看范围内`;
  if (kind === 'split') return `由${of}拆出，共 ${items} 条信息`;
  if (kind === 'move') return left ? `${items} 条信息移到${to}` : `由${of}移入 ${items} 条信息`;
  return number ? `撤销，恢复原状（${number}）` : '撤销，恢复原状';
}
