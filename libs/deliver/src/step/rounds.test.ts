import { Rounds } from './rounds.js';

describe('rounds', () => {
  it('gather those who ask while one is under way, and give each its own answer', async () => {
    const sizes: number[] = [];
    let release = () => undefined as void;
    const rounds = new Rounds<number, number>(
      async (items) => {
        sizes.push(items.length);
        if (sizes.length === 1) await new Promise<void>((done) => (release = done));
        return items.map((item) => item * 2);
      },
      0,
      3,
    );
    const first = rounds.ask(1);
    await new Promise(setImmediate);
    const others = [2, 3, 4, 5].map((item) => rounds.ask(item));
    release();
    expect(await Promise.all([first, ...others])).toEqual([2, 4, 6, 8, 10]);
    expect(sizes).toEqual([1, 3, 1]);
  });

  it('that fail tell everybody of that round, and the next goes on', async () => {
    let failing = true;
    const rounds = new Rounds<number, number>(async (items) => {
      if (failing) throw new Error('no database');
      return items;
    });
    const both = await Promise.allSettled([rounds.ask(1), rounds.ask(2)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    failing = false;
    expect(await rounds.ask(3)).toBe(3);
  });
});
