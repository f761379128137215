import { barOf, readerWords } from './timeline.js';

const at = (time: string) => `2026-11-18T${time}:00+08:00`;

it('puts nights, marks and steps where they belong on the bar', () => {
  const bar = barOf({
    startsAt: at('20:00'),
    endsAt: at('24:00').replace('18T24', '19T00'),
    rests: [{ from: at('22:00'), to: at('23:00') }],
    marks: [{ share: 0.5, at: at('21:00') }],
    steps: [
      { index: 0, at: at('20:00') },
      { index: 1, at: at('23:00') },
      { index: 2, at: at('23:00') },
    ],
  });
  expect(bar.rests).toEqual([{ from: at('22:00'), left: '50%', width: '25%' }]);
  expect(bar.marks).toEqual([{ share: 0.5, left: '25%' }]);
  expect(bar.dots).toEqual([
    { index: 1, label: '1', left: '0%' },
    { index: 2, label: '2+', left: '75%' },
  ]);
});

it('a policy of one moment has a bar all the same', () => {
  const only = { startsAt: at('20:00'), endsAt: at('20:00'), rests: [], marks: [] };
  expect(barOf({ ...only, steps: [{ index: 0, at: at('20:00') }] }).dots[0]?.left).toBe('0%');
});

it('says who has it, without names where one may not see them', () => {
  const liaison = { unit: '市教科局', role: '联络人', name: null, channels: ['邮件', '短信'], count: 1 };
  expect(
    readerWords([liaison, { unit: null, role: '账号', name: null, channels: ['站内消息'], count: 3 }]),
  ).toBe('现在能收到：市教科局联络人（邮件、短信）；账号3个（站内消息）');
  expect(readerWords([{ ...liaison, name: '王演示' }])).toContain('联络人王演示（');
  expect(readerWords([])).toBe('现在没有人能收到');
});
