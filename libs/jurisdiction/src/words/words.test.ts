import fc from 'fast-check';
import { plain } from './plain.js';
import { compileWords, WordBook } from './matcher.js';

const found = (lists: Parameters<typeof compileWords<string>>[0], text: string) =>
  compileWords(lists)
    .match(text)
    .map((match) => [match.key, match.spots.map((spot) => spot.word)]);

describe('compileWords', () => {
  it('finds overlapping words of different lists in one pass', () => {
    const lists = [
      { key: 'fire', words: ['火灾'] },
      { key: 'forest', words: ['森林火灾', '山火'] },
    ];
    expect(found(lists, '昨夜森林火灾，又见山火')).toEqual([
      ['fire', ['火灾']],
      ['forest', ['森林火灾', '山火']],
    ]);
  });

  it('gives the lists in the order in which they were added, few or many', () => {
    for (const count of [5, 150]) {
      const signs = Array.from({ length: count }, (_, i) => String.fromCharCode(0x5e00 + i));
      const lists = signs.map((sign) => ({ key: sign, words: [`${sign}甲`, `乙${sign}`] }));
      const text = signs
        .toReversed()
        .map((sign) => `${sign}甲乙${sign}`)
        .join('');
      expect(found(lists, text)).toEqual(signs.map((sign) => [sign, [`${sign}甲`, `乙${sign}`]]));
    }
  });

  it('keeps only the longest of nested words of one list', () => {
    expect(found([{ key: 'heat', words: ['供暖', '集中供暖', '暖'] }], '集中供暖不足')).toEqual([
      ['heat', ['集中供暖']],
    ]);
  });

  it('needs all parts of a conjunction, in any order', () => {
    const lists = [{ key: 'misread', words: ['新政+误读'] }];
    expect(found(lists, '被误读的新政')).toEqual([['misread', ['误读', '新政']]]);
    expect(found(lists, '新政出台')).toEqual([]);
  });

  it('takes alternatives for a part, and parts that stand near each other', () => {
    const lists = [{ key: 'sick', words: ['小学|幼儿园~呕吐|腹泻'] }];
    expect(found(lists, '某幼儿园的孩子午餐后呕吐')).toEqual([['sick', ['幼儿园', '呕吐']]]);
    expect(found(lists, '腹泻的是小学生')).toEqual([['sick', ['腹泻', '小学']]]);
    expect(found(lists, '小学旁边修路修了两个多月，附近饭店的客人吃了变质的菜以后呕吐')).toEqual([]);
    expect(found([{ key: 'far', words: ['小学|幼儿园+呕吐'] }], `小学${'，'.repeat(60)}呕吐`)).toHaveLength(
      1,
    );
    expect(found(lists, '小学，幼儿园')).toEqual([]);
  });

  it('does not take a part for another one it lies in', () => {
    expect(found([{ key: 'road', words: ['路~路灯'] }], '路灯坏了')).toEqual([]);
  });

  it('covers a spot with a longer not-word and keeps the others', () => {
    const lists = [{ key: 'power', words: ['停电'], notWords: ['不停电'] }];
    expect(found(lists, '保证不停电')).toEqual([]);
    expect(found(lists, '说好不停电，昨晚又停电')).toEqual([['power', ['停电']]]);
  });

  it('drops a list when an unrelated not-word stands in the text', () => {
    const lists = [{ key: 'fire', words: ['起火'], notWords: ['电影'] }];
    expect(found(lists, '电影里的起火')).toEqual([]);
  });

  it('reads full-width and capital letters alike and reports them literally, with offsets of the original', () => {
    const [match] = compileWords([{ key: 'ct', words: ['CT收费'] }]).match('医院ＣＴ收费高');
    expect(match?.spots).toEqual([{ word: 'ＣＴ收费', start: 2, end: 6 }]);
  });

  it('reads a text once for lists of several kinds', () => {
    const book = new WordBook();
    const fires = book.add([{ key: 'fire', words: ['火灾'] }]);
    const waters = book.add([{ key: 'water', words: ['停水'], notWords: ['不停水'] }]);
    const scan = book.scan('火灾后停水');
    expect(fires(scan).map((match) => match.key)).toEqual(['fire']);
    expect(waters(scan)[0]?.spots).toEqual([{ word: '停水', start: 3, end: 5 }]);
    expect(waters(book.scan('不停水'))).toEqual([]);
    expect(() => book.add([{ key: 'late', words: ['晚'] }])).toThrow('before the first scan');
  });

  it('agrees with a naive search on random texts', () => {
    const word = fc.string({
      unit: fc.constantFrom('停', '电', '水', '不', 'A'),
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 12 }), fc.array(word), (words, parts) => {
        const text = parts.join('');
        const keys = compileWords(words.map((w) => ({ key: w, words: [w] })))
          .match(text)
          .map((match) => match.key);
        expect(keys).toEqual(words.filter((w) => plain(text).includes(plain(w))));
      }),
    );
  });

  it('finds each of many names, and none of those left out', () => {
    const signs = Array.from('安柏堡北滨昌长朝春大东丰凤福高古关桂海汉');
    const names = signs.flatMap((a) => signs.flatMap((b) => signs.map((c) => `${a}${b}${c}村`)));
    const matcher = compileWords([{ key: 'village', words: names.filter((_, i) => i % 2 === 0) }]);
    const text = (name: string) => `我住在${name}，${name.slice(1)}不是`;
    const known = names.filter((name) =>
      matcher.match(text(name)).some(({ spots }) => spots[0]?.word === name),
    );
    expect(known).toEqual(names.filter((_, i) => i % 2 === 0));
  });

  it('keeps the length of a text when making it plain', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => plain(text).length === text.length));
  });
});
