import type { ItemView } from '../../../../api/src/contract/index.js';
import { spreadOf } from './spread.js';

const item = (id: string, hour: number, duplicateOf: string | null = null): ItemView =>
  ({ id, duplicateOf, publishedAt: `2026-11-18T0${hour}:00:00+08:00`, discoveredAt: '' }) as ItemView;

describe('spread of a text', () => {
  it('puts copies under their original in the order in which they went round', () => {
    const spread = spreadOf([item('a', 2), item('c', 5, 'a'), item('b', 3, 'a'), item('x', 1)]);
    expect(spread.map((one) => one.item.id)).toEqual(['a', 'x']);
    expect(spread[0]?.reposts.map(({ id }) => id)).toEqual(['b', 'c']);
    expect(spread[0]?.first?.id).toBe('a');
    expect(spread[1]).toMatchObject({ reposts: [], first: null });
  });

  it('says where it stood first, also when that was found later', () => {
    expect(spreadOf([item('a', 4), item('b', 2, 'a')])[0]?.first?.id).toBe('b');
  });

  it('lets a copy stand for itself when its original is not there', () => {
    expect(spreadOf([item('b', 2, 'elsewhere')]).map((one) => one.item.id)).toEqual(['b']);
  });
});
