import { approvalWord, isRed } from './words.js';

it('says of each state what it is, and shows red what nobody has signed or put right', () => {
  const states = (['waiting', 'unsigned', 'signed', 'denied'] as const).map((state) => ({
    state,
    undone: null,
  }));
  expect(states.map(approvalWord)).toEqual(['待补签', '逾期未补签', '已补签', '补签人不同意，尚待更正']);
  expect(states.map(isRed)).toEqual([false, true, false, true]);
  const takenBack = { state: 'denied' as const, undone: true };
  expect([approvalWord(takenBack), isRed(takenBack)]).toEqual(['补签人不同意，已撤回', false]);
});
