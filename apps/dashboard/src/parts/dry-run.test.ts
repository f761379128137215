import type { DryRunRow, DryRunView, RoutingSketch } from '../../../api/src/contract/index.js';
import { altered, differences, grouped, headline } from './dry-run.js';

const sketch = (over: Partial<RoutingSketch> = {}): RoutingSketch => ({
  respondents: ['市水务局'],
  firstResponsible: ['市水务局'],
  assisting: [],
  coordinators: [],
  actingCoordinator: null,
  informed: [],
  needsHuman: false,
  questions: [],
  disposition: '公开回应',
  opinionLevel: '一般',
  eventLevel: 'none',
  topics: ['供水'],
  places: [],
  ...over,
});
const row = (over: Partial<DryRunRow> = {}): DryRunRow => ({
  incidentId: 'i1',
  number: '2026-0001',
  title: '停水',
  discoveredAt: '2026-11-22T08:00:00+08:00',
  group: 'changed',
  before: sketch(),
  after: sketch({ respondents: ['市住建局'], needsHuman: true }),
  differs: ['respondents', 'needsHuman'],
  gone: [],
  come: [],
  ...over,
});
const none = { changed: 0, unrouted: 0, to_person: 0, dropped: 0, fresh: 0, decided: 0 };
const view = (over: Partial<DryRunView> = {}): DryRunView => ({
  id: 'd1',
  state: 'done',
  startedAt: '',
  finishedAt: '',
  by: '',
  since: '',
  days: 30,
  tried: 143,
  total: 143,
  complete: true,
  unchanged: 130,
  counts: { ...none, changed: 11, unrouted: 1, decided: 4 },
  rows: [],
  version: '1',
  outdated: false,
  notes: [],
  ...over,
});

describe('what a change would have altered', () => {
  it('is said in one sentence; what people decided does not count', () => {
    expect(altered(view())).toBe(12);
    expect(headline(view())).toBe('近30天将有 12 件改变（共试算 143 件）');
    expect(headline(view({ counts: { ...none, decided: 4 } }))).toContain('没有事件会因此改变');
  });

  it('says when not all were tried', () => {
    expect(headline(view({ complete: false, tried: 80 }))).toContain('只试算了 143 件中的 80 件');
  });

  it('stands by groups, the gravest first, and counts what was not sent', () => {
    const groups = grouped(view({ rows: [row(), row({ incidentId: 'i2', group: 'unrouted' })] }));
    expect(groups.map(({ group, rows, more }) => [group, rows.length, more])).toEqual([
      ['unrouted', 1, 0],
      ['changed', 1, 10],
      ['decided', 0, 4],
    ]);
  });

  it('names the parts that differ in words', () => {
    expect(differences(row())).toEqual([
      { part: '回应主体', before: '市水务局', after: '市住建局' },
      { part: '人工确认', before: '不需要', after: '需要' },
    ]);
    expect(differences(row({ before: null, differs: ['respondents'] }))[0]?.before).toBe('无');
  });
});
