import { natureOf } from './nature.js';

it.each([
  [
    'answer',
    '关于新义街道停水的情况通报：经查，因主管道破裂，11月18日停水，现已恢复供水，给群众带来不便，深表歉意。',
  ],
  [
    'answer',
    '网传某小学食堂使用过期食材不属实，市教科局和市市场监督管理局已到校核实，留样检测结果合格，现予公布。',
  ],
  [
    'holding',
    '我市已成立联合调查组，正在对群众反映的异味问题开展调查核实，结果将及时向社会公布，请广大市民理解和支持。',
  ],
  ['holding', '正在抢修，进展将及时通报。'],
  [
    'holding',
    '已成立调查组，正在对停水问题开展调查核实，11月25日前将向社会公布调查结果，请广大市民理解和支持。',
  ],
  [
    'answer',
    '关于停水的通报：调查组正在对责任开展调查处理，调查结果显示，停水系施工损坏管道所致，现已恢复供水。',
  ],
  [
    'activity',
    '11月18日，市领导深入新义街道调研供水保障工作，并主持召开供水工作推进会，强调，各单位要提高认识、压实责任。',
  ],
  ['placeholder', '相关内容整理中，敬请期待。'],
  ['placeholder', '您反映的问题已收到，我们高度重视。'],
] as const)('is %s: %s', (nature, text) => expect(natureOf(text)).toBe(nature));

it('takes a meeting for an answer where it says what was found', () => {
  const text =
    '市政府召开专题会议研究供水问题，经查，停水系因施工损坏管道，责任单位已于18日20时完成抢修，恢复供水。';
  expect(natureOf(text)).toBe('answer');
});
