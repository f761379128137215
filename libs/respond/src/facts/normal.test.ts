import fc from 'fast-check';
import { differenceOf, valueInForce, type FactState } from './differences.js';
import { sameValue, type Naming } from './normal.js';
import { readTime } from './times.js';

const naming: Naming = {
  prefixes: ['山西省', '吕梁市', '孝义市'],
  present: (name) => (name === '南阳乡' ? '杜村乡' : name),
};
const same = (kind: FactState['kind'], a: string, b: string) => sameValue(kind, a, b, naming);

describe('what departments say alike', () => {
  it.each([
    ['people', '3人', '三人'],
    ['people', '3', '３名'],
    ['people', '十二人', '12人'],
    ['people', '无', '0人'],
    ['people', '无人员伤亡', '0'],
    ['people', '约30人', '30余人'],
    ['money', '1.2亿元', '12000万元'],
    ['money', '三千万元', '3000万'],
    ['money', '5,000元', '5000 元'],
    ['figure', '3.5公里', '3.5千米'],
    ['figure', '十二台', '12台'],
    ['time', '7月20日上午9时', '2026年7月20日9:00'],
    ['time', '7月20日下午3时30分', '7月20日15时30分'],
    ['time', '二〇二六年七月二十日', '2026-07-20'],
    ['time', '20日晚八点半', '20日20时30分许'],
    ['place', '孝义市兑镇镇', '兑镇镇'],
    ['place', '山西省吕梁市孝义市兑镇', '兑镇镇'],
    ['place', '南阳乡', '杜村乡'],
    ['other', '正在抢修。', '正在抢修'],
  ] as const)('%s: %s is %s', (kind, a, b) => expect(same(kind, a, b)).toBe(true));

  it.each([
    ['people', '3人', '2人'],
    ['people', '30人', '约30人'],
    ['people', '0人', '不详'],
    ['money', '3000万元', '3000元'],
    ['figure', '12台', '12辆'],
    ['time', '7月20日9时', '7月20日10时'],
    ['time', '7月20日9时', '7月20日21时'],
    ['time', '7月20日', '9时'],
    ['time', '上午', '下午'],
    ['place', '兑镇镇', '阳泉曲镇'],
    ['other', '正在抢修', '已经修复'],
  ] as const)('%s: %s is not %s', (kind, a, b) => expect(same(kind, a, b)).toBe(false));

  it('a number alone is no time', () => {
    expect(readTime('9')).toBeNull();
    expect(readTime('3人')).toBeNull();
    expect(readTime('')).toBeNull();
  });

  it('does not depend on who is asked first, and never tells two numbers to be one', () => {
    const number = fc.integer({ min: 0, max: 9999 });
    const written = fc.constantFrom('人', '名', '');
    fc.assert(
      fc.property(number, number, written, (a, b, counter) => {
        const [one, other] = [`${a}${counter}`, `${b}人`];
        return (
          same('people', one, other) === same('people', other, one) &&
          same('people', one, other) === (a === b)
        );
      }),
    );
  });

  it('is quick with whatever is typed', () => {
    const kinds = fc.constantFrom('people', 'money', 'figure', 'time', 'place', 'other');
    fc.assert(
      fc.property(kinds, fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }), (kind, a, b) =>
        [true, false].includes(same(kind, a, b)),
      ),
    );
  });
});

describe('a row of the facts table', () => {
  const [safety, health] = ['市应急管理局', '市卫体局'];
  const both = [safety, health];
  const fact = (given: Partial<FactState>): FactState => ({
    id: 'f',
    kind: 'people',
    label: '死亡人数',
    proposed: null,
    statements: [],
    ruling: null,
    ...given,
  });
  const said = (unit: string, value: string, seq = 1n) => ({ unit, value, seq });

  it('blocks while somebody has said nothing, and says who', () => {
    const row = fact({ statements: [said(safety, '3人')] });
    expect(differenceOf(row, both, naming)).toMatchObject({ why: 'unconfirmed', missing: [health] });
    expect(valueInForce(row, both, naming)).toBe('3人');
  });

  it('blocks while they differ, and says who says what', () => {
    const row = fact({ statements: [said(safety, '3人'), said(health, '两人')] });
    expect(differenceOf(row, both, naming)).toMatchObject({
      why: 'differ',
      says: [
        { unit: safety, value: '3人' },
        { unit: health, value: '两人' },
      ],
    });
    expect(valueInForce(row, both, naming)).toBeNull();
  });

  it('is settled by the same word in another spelling', () => {
    const row = fact({ statements: [said(safety, '3人'), said(health, '三名')] });
    expect(differenceOf(row, both, naming)).toBeNull();
  });

  it('is settled by a ruling until somebody says something else after it', () => {
    const ruled = fact({
      statements: [said(safety, '3人', 1n), said(health, '2人', 2n)],
      ruling: { value: '3人', knew: 2n },
    });
    expect(differenceOf(ruled, both, naming)).toBeNull();
    expect(valueInForce(ruled, both, naming)).toBe('3人');
    const agreed = fact({ ...ruled, statements: [said(safety, '3人', 1n), said(health, '三人', 3n)] });
    expect(differenceOf(agreed, both, naming)).toBeNull();
    const news = fact({ ...ruled, statements: [said(safety, '4人', 3n), said(health, '2人', 2n)] });
    expect(differenceOf(news, both, naming)).toMatchObject({ why: 'differ' });
  });

  it('leaves out who answers no more, and one department alone', () => {
    const row = fact({ statements: [said(safety, '3人'), said(health, '2人')] });
    expect(differenceOf(row, [safety, '市住建局'], naming)).toMatchObject({
      why: 'unconfirmed',
      missing: ['市住建局'],
    });
    expect(differenceOf(row, [safety], naming)).toBeNull();
  });
});
