import type { SpikeView } from '../../../../api/src/contract/index.js';

export const stateWords: Record<SpikeView['state'], string> = {
  open: '待查看',
  seen: '已查看',
  dismissed: '不是异常',
  linked: '已关联',
  over: '已过去',
};
export const kindWords: Record<SpikeView['kind'], string> = { topic: '主题', place: '地点', word: '用词' };

/** One sentence for who does not see the chart. */
export const saysOf = ({ label, observed, expected, sources }: SpikeView): string =>
  `${label}一小时内 ${observed} 条，平时约 ${expected} 条，来自 ${sources} 个来源。`;

/** How rare it is, in words a monitor may repeat. */
export function rareWords(score: number): string {
  if (score >= 9) return '几乎不可能是偶然';
  const power = Math.floor(score);
  const names = [
    '十分之一',
    '百分之一',
    '千分之一',
    '万分之一',
    '十万分之一',
    '百万分之一',
    '千万分之一',
    '亿分之一',
  ];
  return `偶然出现的可能不到${names[Math.max(0, power - 1)] ?? '亿分之一'}`;
}
