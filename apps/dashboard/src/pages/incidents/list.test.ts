import { filterOf } from '../../api/incident-filter.js';
import { queryString } from '../../api/client.js';
import { summary } from '../../testing/rows.js';
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
