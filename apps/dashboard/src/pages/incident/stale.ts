import type { IncidentDetail } from '../../../../api/src/contract/index.js';
import { dutyWord, stateWords } from '../../words/labels.js';

const list = (names: string[]) => (names.length ? names.join('、') : '无');

const compared: [string, (detail: IncidentDetail) => string][] = [
  ['状态', (d) => stateWords[d.state]],
  [
    '舆情等级',
    (d) =>
      d.opinionLevel +
      (d.opinionLevel === '特别重大' ? (d.opinionConfirmed ? '（已确认）' : '（待确认）') : ''),
  ],
  ['第一责任主体', (d) => list(d.routing?.firstResponsible ?? [])],
  ['回应主体', (d) => list(d.routing?.respondents ?? [])],
  ['协助单位', (d) => list(d.routing?.assisting ?? [])],
  ['牵头部门', (d) => d.routing?.lead ?? '无'],
  ['单位签收', (d) => list(d.units.map((unit) => `${unit.unit}${dutyWord(unit)}`))],
  ['信息条数', (d) => `${d.itemCount} 条`],
  ['首次回应', (d) => d.answerUrl ?? '未登记'],
];

export interface Change {
  what: string;
  from: string;
  to: string;
}

/** What others changed since a person looked, one entry each; empty when only the record grew. */
export function changesBetween(seen: IncidentDetail, current: IncidentDetail): Change[] {
  return compared
    .map(([what, read]) => ({ what, from: read(seen), to: read(current) }))
    .filter((change) => change.from !== change.to);
}
