import { rowAt, useRows } from './page-list.js';
import { ref } from 'vue';

describe('a list of rows', () => {
  it('is gone through one by one, from the first to the last', () => {
    const rows = ['a', 'b', 'c'];
    expect(rowAt(rows, -1, 1)).toBe('a');
    expect(rowAt(rows, -1, -1)).toBe('a');
    expect(rowAt(rows, 1, 1)).toBe('c');
    expect(rowAt(rows, 2, 1)).toBe('c');
    expect(rowAt(rows, 0, -1)).toBe('a');
    expect(rowAt([], -1, 1)).toBeUndefined();
  });

  it('is its pages one after the other', () => {
    const data = ref<{ pages: { items: string[] }[] }>();
    const rows = useRows({ data });
    expect(rows.value).toEqual([]);
    data.value = { pages: [{ items: ['a'] }, { items: [] }, { items: ['b', 'c'] }] };
    expect(rows.value).toEqual(['a', 'b', 'c']);
  });
});
