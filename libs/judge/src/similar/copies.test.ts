import { copySimilarity, copyText, wordingSimilarity } from './copies.js';

const letter =
  '我是城东花园小区的一名业主，我们小区从上周三开始暖气就不热，室内温度只有十四度，家里有老人和孩子，' +
  '多次给物业和热力公司打电话都说正在处理，至今没有人上门检查，请有关部门尽快督促解决。';
const alike = (a: string, b: string) => copySimilarity(copyText('', a), copyText('', b));

describe('copies', () => {
  it('are found when cut, prefixed, signed, or spelled with other signs', () => {
    expect(alike(letter, letter.slice(0, 60))).toBeGreaterThan(0.5);
    expect(alike(letter, `【转载】网友爆料：${letter}`)).toBeGreaterThan(0.8);
    expect(
      alike(letter, `${letter}以上内容来自网友投稿，不代表本平台立场，侵权请联系删除。`),
    ).toBeGreaterThan(0.6);
    expect(alike(letter, letter.replace(/，/g, ' , ').replace('一名', '１名'))).toBeGreaterThan(0.8);
    expect(alike(letter, `//@某网友:转发微博 ${letter} https://example.com/x?y=1 [泪]`)).toBeGreaterThan(0.9);
  });

  it('are not seen in another letter on the same subject', () => {
    const other = '暖气费都交了，可是家里冷得像冰窖，城西新村好几栋楼都这样，热力公司的电话永远占线。';
    expect(alike(letter, other)).toBe(0);
  });

  it('take a title that the text repeats as one', () => {
    const a = copyText('城东花园小区暖气不热', letter);
    const b = copyText('', `城东花园小区暖气不热${letter}`);
    expect(copySimilarity(a, b)).toBe(1);
  });

  it('never hold for a text of a few signs inside a long one', () => {
    expect(alike(letter, '暖气不热')).toBe(0);
    expect(alike('', '')).toBe(0);
  });
});

describe('notices on one template', () => {
  const notice = (place: string, day: string, hours: string) =>
    `停电通知：因线路检修，定于${day}${hours}对${place}停电，请广大用户提前做好准备，给您带来不便敬请谅解。`;

  it.each([
    ['another place', notice('杏坡镇', '11月3日', '8时至12时'), notice('柳沟镇', '11月3日', '8时至12时')],
    [
      'a place of the same level',
      notice('杏坡镇', '11月3日', '8时至12时'),
      notice('东门街道', '11月3日', '8时至12时'),
    ],
    ['another day', notice('杏坡镇', '11月3日', '8时至12时'), notice('杏坡镇', '11月5日', '8时至12时')],
    ['another hour', notice('杏坡镇', '11月3日', '8时至12时'), notice('杏坡镇', '11月3日', '8时至18时')],
    ['a numeral in words', notice('杏坡镇', '三月一日', '上午'), notice('杏坡镇', '四月一日', '上午')],
    ['another body', `${letter}城关第一小学`, `${letter}城关第二小学`],
  ])('are no copies: %s', (_, a, b) => {
    expect(alike(a, b)).toBe(0);
    expect(wordingSimilarity(copyText('', a), copyText('', b))).toBeGreaterThan(0.4);
  });

  it('are copies when only a pointing word or a slip of the pen differs', () => {
    expect(alike(letter, letter.replace('我们小区', '本小区'))).toBeGreaterThan(0.8);
    expect(alike(letter, letter.replace('检查', '捡查'))).toBeGreaterThan(0.8);
  });
});
