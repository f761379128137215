import { checkAnswer } from './check.js';
import type { SentText } from './types.js';

const text = (no: number, said: string, doubtful = false): SentText => ({
  no,
  itemId: `item-${no}`,
  source: '清岚论坛',
  at: '11月23日8时30分',
  text: said,
  doubtful,
});
const texts = [
  text(1, '东湖小区从周三起停水，涉及三百户居民，市水务局已派人抢修。'),
  text(2, '听说东湖小区停水是因为管道爆裂，有两个人受伤。', true),
  text(3, '物业经理王某表示“今晚一定来水”。'),
];
const reasons = (answer: string) => checkAnswer(answer, texts).dropped.map(({ reason }) => reason);

it.each([
  ['东湖小区从周三起停水，涉及三百户居民[1]。'],
  ['11月23日8时30分，清岚论坛有信息反映东湖小区停水[1]。'],
  ['网传东湖小区停水是因为管道爆裂，有2个人受伤，未经证实[2]。'],
  ['1. 市水务局已派人抢修【1】'],
  ['东湖小区停水，物业经理王某表示“今晚一定来水”[1][3]。'],
])('keeps what its items bear out: %s', (answer) => {
  expect(checkAnswer(answer, texts)).toMatchObject({ kept: [{}], dropped: [] });
});

it.each([
  ['东湖小区从周三起停水。', 'no_citation'],
  ['东湖小区从周三起停水[7]。', 'unknown_item'],
  ['东湖小区停水，涉及五百户居民[1]。', 'number'],
  ['东湖小区停水，涉及300户中的12户[1]。', 'number'],
  ['东湖小区昨天起停水[1]。', 'time'],
  ['西山小区从周三起停水[1]。', 'name'],
  ['东湖小区停水，市住建局已派人抢修[1]。', 'name'],
  ['东湖小区停水，涉及三百户居民，张伟局长表示已派人抢修[1]。', 'name'],
  ['物业经理王某表示“明早一定来水”[3]。', 'quote'],
  ['经查，东湖小区停水，市水务局已派人抢修[1]。', 'certainty'],
  ['东湖小区停水是因为管道爆裂，有两个人受伤[2]。', 'rumour_as_fact'],
  ['群众情绪稳定，社会秩序良好，各项工作有序推进[1]。', 'not_in_items'],
  [`东湖小区停水${'，东湖小区停水'.repeat(40)}[1]。`, 'too_long'],
])('drops whole what they do not: %s', (answer, reason) => {
  expect(checkAnswer(answer, texts).kept).toEqual([]);
  expect(reasons(answer)).toEqual([reason]);
});

it('judges each sentence by its own items', () => {
  const { kept, dropped } = checkAnswer('东湖小区从周三起停水[1]。管道爆裂，有两个人受伤[1]。', texts);
  expect([kept.length, dropped.length]).toEqual([1, 1]);
  expect(kept[0]?.itemIds).toEqual(['item-1']);
});

it('takes no more than a dozen', () => {
  const answer = Array.from({ length: 15 }, () => '东湖小区从周三起停水[1]。').join('\n');
  expect(checkAnswer(answer, texts).kept).toHaveLength(12);
  expect(reasons(answer)).toEqual(['too_many', 'too_many', 'too_many']);
});
