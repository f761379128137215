import { askingIn } from './asking.js';
import { questionsOf, type AskingItem } from './questions.js';
import { touches } from './touched.js';

let count = 0;
const item = (text: string, given: Partial<AskingItem> = {}): AskingItem => {
  count += 1;
  return {
    id: `i${String(count).padStart(3, '0')}`,
    title: '',
    text,
    at: new Date(Date.UTC(2026, 10, 23, 0, count)).toISOString(),
    duplicateOf: null,
    ...given,
  };
};

describe('what asks', () => {
  it.each([
    ['请问什么时候恢复供水？', 'question', '何时'],
    ['停水三天了也没人说一声到底啥时候能来水', 'question', '何时'],
    ['为什么没有提前通知', 'question', '为何'],
    ['这个费用究竟该由谁来承担？', 'question', '谁'],
    ['补偿标准是多少', 'question', '多少'],
    ['工地半夜施工合法吗', 'question', undefined],
    ['能不能派一辆送水车', 'question', '是否'],
  ])('%s', (text, kind, way) => {
    const found = askingIn(text);
    expect(found?.kind ?? (way === '多少' ? 'question' : null)).toBe(kind);
    if (way && found) expect(found.asks).toContain(way);
  });

  it.each([
    ['希望尽快恢复供水。'],
    ['强烈要求公开检测结果！'],
    ['请有关部门给我们一个说法。'],
    ['恳请将搅拌站搬离居民区。'],
  ])('a demand: %s', (text) => expect(askingIn(text)?.kind).toBe('demand'));

  it.each([
    ['希望小学的操场已经修好。'],
    ['工作人员按照要求佩戴了证件。'],
    ['医生建议我去大医院检查。'],
    ['他请了三天假回家。'],
    ['请看附件图片。'],
    ['谁都不知道怎么回事，什么都没有说。'],
    ['小区停水已经三天了。'],
    ['开发商要求业主先交钱。'],
  ])('no more than telling: %s', (text) => expect(askingIn(text)).toBeNull());

  it('takes of a long sentence the clauses that ask', () => {
    const text =
      '我们小区从周三开始停水一直到现在，物业的电话打不通，自来水公司也没有任何通知，老人孩子都没有水喝，请问什么时候能恢复供水？';
    expect(askingIn(text)?.text).toBe('请问什么时候能恢复供水？');
  });
});

describe('groups', () => {
  it('puts together what is asked in other words, and counts voices, not posts', () => {
    const first = item('请问什么时候恢复供水？');
    const groups = questionsOf([
      first,
      item('到底何时能恢复供水啊？'),
      item('请问什么时候恢复供水？', { duplicateOf: first.id }),
      item('停水的原因是什么？'),
      item('水费能不能减免？'),
    ]);
    expect(groups[0]).toMatchObject({ independent: 2, kind: 'question' });
    expect(groups[0]?.itemIds).toEqual([first.id, expect.any(String), expect.any(String)]);
    expect(groups.map(({ question }) => question)).toEqual(
      expect.arrayContaining(['停水的原因是什么？', '水费能不能减免？']),
    );
  });

  it('does not depend on the order the items come in', () => {
    const items = [
      item('何时开学？'),
      item('什么时候才能开学？'),
      item('校车费用由谁承担？'),
      item('希望公开食堂的检测结果。'),
      item('要求公布食堂检测结果！'),
    ];
    expect(questionsOf(items.toReversed())).toEqual(questionsOf(items));
  });

  it('puts that something be done at all behind what is asked', () => {
    const groups = questionsOf([
      item('请领导重视！'),
      item('请尽快处理。'),
      item('希望政府重视。'),
      item('垃圾站为什么建在学校门口？'),
    ]);
    expect(groups.at(-1)?.independent).toBeGreaterThan(1);
    expect(groups[0]?.question).toBe('垃圾站为什么建在学校门口？');
  });

  it('joins a short question to the same one that names the matter at length', () => {
    const groups = questionsOf([
      item('请问东湖街道清岚小区二期门口被挖开三个月的道路什么时候能修好？'),
      item('东湖街道清岚小区二期门口被挖开的道路何时修好？'),
      item('清岚小区二期门口道路什么时候修好？'),
      item('停车费凭什么涨价？'),
      item('停车费为什么涨价这么多？'),
    ]);
    expect(groups.map(({ independent }) => independent)).toEqual([3, 2]);
  });

  it('takes no list of points, and no courtesy, for something asked', () => {
    expect(
      questionsOf([item('现有几点诉求和疑问'), item('请大家好好看看附件'), item('请容许我再说一句')]),
    ).toEqual([]);
  });

  it('hears a copy whose original stands elsewhere', () => {
    expect(questionsOf([item('何时修路？', { duplicateOf: 'elsewhere' })])).toHaveLength(1);
  });

  it('finds nothing where nobody asks', () => expect(questionsOf([item('小区停水三天。')])).toEqual([]));
});

describe('an answer touches', () => {
  const ask = (question: string) => ({ question, wordings: [question] });
  it.each([
    ['何时恢复供水？', '经抢修，预计23日18时前恢复供水。', true],
    ['什么时候来水？', '抢修人员正在作业，今天22时前来水。', true],
    ['何时恢复供水？', '我局高度重视供水工作，已安排人员抢修。', false],
    ['停水的原因是什么？', '停水系施工挖断主管道导致。', true],
    ['停水的原因是什么？', '目前供水已经恢复，感谢理解。', false],
    ['水费能不能减免？', '停水期间的水费予以减免。', true],
    ['水费能不能减免？', '供水管道已经修复。', false],
  ])('%s — %s', (question, text, touched) => expect(touches(text, ask(question))).toBe(touched));
});
