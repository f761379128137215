import { judged, post } from '../../../../test/support/judging.js';
import { indexEntry } from './entry.js';
import { IncidentIndex } from './incident-index.js';
import { proposeMerges, proposeSplits, reasonsOf, type OpenMatter } from './proposals.js';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-18T09:00:00+08:00');
const entry = (id: string, text: string, days = 0) =>
  indexEntry(post(text, { id }), judged(text), new Date(NOW - days * DAY));

const DRY = '崇文街道兴华小区从昨天早上开始停水，三千多户居民没有水做饭，希望尽快恢复供水。';
const DRY_TOO =
  '崇文街道兴华小区停水两天了，三千多户居民没有水做饭，自来水公司电话打不通，什么时候恢复供水？';
const FEES = '新义街道绿城社区物业乱收费，业主多次反映没人管，希望有关部门查一查。';
const FEES_TOO =
  '新义街道绿城社区的物业公司乱收费，业主到物业办公室反映，一直没人管，请有关部门查一查收费标准。';

/** An index that holds these matters as persons left them. */
function indexed(matters: OpenMatter[]): IncidentIndex {
  const index = new IncidentIndex();
  for (const { id, entries } of matters) for (const one of entries) index.add(one, id);
  return index;
}

it('two matters told in the same words of the same place may be one, and the reasons say so', () => {
  const matters = [
    { id: 'a', entries: [entry('1', DRY)] },
    { id: 'b', entries: [entry('2', DRY_TOO, 2)] },
    { id: 'c', entries: [entry('3', FEES)] },
  ];
  const found = proposeMerges(matters, indexed(matters));
  expect(found).toHaveLength(1);
  expect(new Set([found[0]?.fromId, found[0]?.intoId])).toEqual(new Set(['a', 'b']));
  expect(found[0]?.reasons).toEqual(
    expect.arrayContaining([
      '地点相同：崇文街道',
      expect.stringContaining('“三千多户居民没有水做饭”'),
      '时间相隔 2 天',
    ]),
  );
});

it('a matter that holds two things falls into them; one thing told often does not', () => {
  const both = [entry('1', DRY), entry('2', DRY_TOO), entry('3', FEES), entry('4', FEES_TOO)];
  const one = [entry('5', DRY), entry('6', DRY_TOO), entry('7', DRY), entry('8', DRY_TOO)];
  const mixed = [{ id: 'a', entries: both }];
  const [split] = proposeSplits(mixed, indexed(mixed));
  expect(split).toMatchObject({ fromId: 'a', intoId: null });
  expect([
    ['1', '2'],
    ['3', '4'],
  ]).toContainEqual(split?.itemIds.toSorted());
  expect(split?.reasons).toEqual(
    expect.arrayContaining([expect.stringContaining('地点不同'), expect.stringContaining('其中 2 条')]),
  );
  const whole = [{ id: 'b', entries: one }];
  expect(proposeSplits(whole, indexed(whole))).toEqual([]);
});

it('a matter closed to the look is proposed to nobody, and the same input gives the same proposals', () => {
  const matters = [
    { id: 'a', entries: [entry('1', DRY)] },
    { id: 'b', entries: [entry('2', DRY_TOO)] },
  ];
  const index = indexed(matters);
  expect(proposeMerges(matters.slice(0, 1), index)).toEqual([]);
  expect(proposeMerges(matters, index)).toEqual(proposeMerges(matters, index));
});

it('reasons without anything shared name the time alone', () => {
  expect(reasonsOf([entry('1', '你好。')], [entry('2', '再会。')])).toEqual(['时间在同一天']);
});
