import { exceptionProblems, fromExceptionForm, marked, toExceptionForm } from './exception.js';
import { byOrder, moved, nextKey, nextOrder, renumbered } from './order.js';

const row = (key: string, order: number) => ({ key, body: { order } });
const keys = (rows: { key: string }[]) => rows.map(({ key }) => key);

describe('the order of exceptions', () => {
  const rows = [row('EX-1', 10), row('EX-2', 20), row('EX-3', 40)];

  it('moves one row, past the ends no further', () => {
    expect(keys(moved(rows, 2, 0))).toEqual(['EX-3', 'EX-1', 'EX-2']);
    expect(keys(moved(rows, 0, 9))).toEqual(['EX-2', 'EX-3', 'EX-1']);
    expect(keys(moved(rows, 0, -1))).toEqual(['EX-1', 'EX-2', 'EX-3']);
  });

  it('changes no more numbers than it must, and deals out those in use', () => {
    const changed = renumbered(moved(rows, 1, 2));
    expect(changed.map((one) => [one.row.key, one.order])).toEqual([
      ['EX-3', 20],
      ['EX-2', 40],
    ]);
    expect(renumbered(rows)).toEqual([]);
  });

  it('numbers all by tens where two share a number, so that the order holds', () => {
    const twins = [row('EX-1', 10), row('EX-2', 10), row('EX-3', 10)];
    const after = renumbered(moved(twins, 2, 0)).map((one) => [one.row.key, one.order]);
    expect(after).toEqual([
      ['EX-1', 20],
      ['EX-2', 30],
    ]);
  });

  it('reads rows of one number by their key, two before ten', () => {
    expect(keys([row('EX-10', 5), row('EX-2', 5), row('EX-9', 1)].sort(byOrder))).toEqual([
      'EX-9',
      'EX-2',
      'EX-10',
    ]);
  });

  it('gives a new row the next key and the last place', () => {
    expect(nextKey([row('EX-2', 1), row('EX-10', 2)])).toBe('EX-11');
    expect(nextKey([])).toBe('EX-1');
    expect(nextOrder(rows)).toBe(50);
  });
});

describe('an exception and its form', () => {
  const body = {
    key: 'EX-1',
    name: '集中供热',
    order: 10,
    topics: [7],
    units: [],
    places: ['东湖街道'],
    when: 'dead > 0',
    // oxlint-disable-next-line unicorn/no-thenable -- the word of the profile's schema
    then: { respondents: ['市住建局'], ask: '是否停热' },
    stop: true,
    enabled: false,
    examples: [{ text: '暖气不热', applies: true }],
    basis: '专题会议纪要',
    validTo: '2027-03-31',
  };

  it('come back the same when nothing was touched', () => {
    expect(fromExceptionForm(toExceptionForm(body))).toEqual(body);
  });

  it('leaves out what says nothing: empty examples, units taken out, an empty question', () => {
    const form = toExceptionForm(body);
    const after = fromExceptionForm({
      ...form,
      respondents: [],
      ask: '  ',
      examples: [{ text: ' ', applies: true }],
      validTo: '',
    });
    expect(after).not.toHaveProperty('validTo');
    expect(after).toMatchObject({ examples: [] });
    expect(after['then']).toEqual({});
    expect(exceptionProblems({ ...form, respondents: [], ask: '' }).map(({ name }) => name)).toEqual([
      'respondents',
    ]);
  });

  it('starts anew without a condition, which then always holds, turned on', () => {
    const form = toExceptionForm(null);
    expect(form).toMatchObject({ when: '', enabled: true, stop: false });
    expect(exceptionProblems(form).map(({ name }) => name)).toEqual(['name', 'basis', 'respondents']);
    expect(fromExceptionForm({ ...form, when: ' ' })).toMatchObject({ when: 'true' });
    expect(toExceptionForm({ when: 'true' })).toMatchObject({ when: '' });
  });
});

describe('where a condition cannot be read', () => {
  it('is marked by the word that stands there', () => {
    expect(marked('dead > 0 && foo == 1', 12)).toEqual({ before: 'dead > 0 && ', at: 'foo', after: ' == 1' });
    expect(marked('dead >', 6)).toEqual({ before: 'dead >', at: '', after: '' });
    expect(marked('dead', null)).toBeNull();
  });
});
