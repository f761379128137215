import { filterOf } from '../../api/incident-filter.js';
import { queryString } from '../../api/client.js';
import { summary } from '../../testing/rows.js';
import { incidentsCsv } from './csv.js';
import { compareFresh } from './fresh.js';

describe('news of a list that somebody reads', () => {
  const shown = [summary({ id: 'a' }), summary({ id: 'b', version: 4 })];

  it('changes shown rows in place and lets new ones wait', () => {
    const fresh = compareFresh(shown, [
      summary({ id: 'c' }),
      summary({ id: 'b', version: 5, state: 'signed' }),
    ]);
    expect([...fresh.updates.keys()]).toEqual(['b']);
    expect(fresh.updates.get('b')?.state).toBe('signed');
    expect(fresh.waiting.map((row) => row.id)).toEqual(['c']);
  });

  it('never takes an older state for a newer one', () => {
    expect(compareFresh(shown, [summary({ id: 'b', version: 3 })]).updates.size).toBe(0);
  });
});

describe('filters in the address', () => {
  it('are read, the unknown passed over', () => {
    expect(
      filterOf({ state: 'signed', late: 'true', foo: '1', q: '', unit: ['市住建局', '市教科局'] }),
    ).toEqual({
      state: 'signed',
      late: 'true',
      unit: '市住建局',
    });
  });

  it('are sent, a list one by one, the empty left out', () => {
    expect(queryString({ state: ['judged', 'signed'], q: '', cursor: null, limit: 30 })).toBe(
      '?state=judged&state=signed&limit=30',
    );
    expect(queryString({ q: undefined })).toBe('');
  });
});

describe('the exported table', () => {
  it('opens in Excel as text with its commas and quotes', () => {
    const table = incidentsCsv([
      summary({ title: '路灯“不亮”,3 盏"坏"', opinionLevel: '特别重大', opinionConfirmed: false }),
    ]);
    expect(table.startsWith('\uFEFF编号,标题,')).toBe(true);
    expect(table).toContain('"路灯“不亮”,3 盏""坏"""');
    expect(table).toContain('特别重大（待确认）');
  });

  it('starts no formula that a stranger wrote into a title', () => {
    for (const title of ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\t=1'])
      expect(incidentsCsv([summary({ title })])).toMatch(/2026-0001,"?'/);
  });
});
