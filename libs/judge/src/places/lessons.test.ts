import { judged, judgedOpen, xiaoyi } from '../../../../test/support/judging.js';
import { suggestionsFor, unlistedPlaces } from './lessons.js';

describe('what a correction of place suggests for the directory', () => {
  it.each([
    ['胜溪新村的暖气又停了', ['胜溪新村']],
    ['我家在金晖小区，门口天天堵车', ['金晖小区']],
    ['请问阳光幼儿园什么时候开学', ['阳光幼儿园']],
    ['兑镇煤矿门口堵车', []],
    ['这个小区没人管', []],
    ['今天天气真好', []],
  ])('%s', (text, expected) => expect(unlistedPlaces(text, xiaoyi)).toEqual(expected));

  it('says what the place is', () => {
    const text = '滨河大桥的护栏断了，旁边的锦绣花园没有路灯';
    const { places } = judged(text);
    expect(suggestionsFor({ relevant: true, text, places }, xiaoyi)).toEqual([
      { kind: 'places', name: '滨河大桥', type: 'bridge' },
      { kind: 'places', name: '锦绣花园', type: 'compound' },
    ]);
  });

  it('of what is not ours suggests the names that were taken for ours, once', () => {
    const text = '大孝堡镇的庙会，大孝堡镇的戏';
    const { places } = judgedOpen(text);
    expect(suggestionsFor({ relevant: false, text, places }, xiaoyi)).toEqual([
      { kind: 'namesakes', name: '大孝堡镇', type: null },
    ]);
    const known = judgedOpen('崇文街道一小区断水');
    expect(suggestionsFor({ relevant: false, text: '', places: known.places }, xiaoyi)).toEqual([]);
  });
});
