import { commitmentStep } from './tell-due.js';

const due = new Date('2026-11-25T18:00:00+08:00');
const at = (hours: number) => new Date(due.getTime() + hours * 3_600_000);

it.each([
  [-25, 0],
  [-24, 1],
  [-1, 1],
  [0, 2],
  [23, 2],
  [24, 3],
  [500, 3],
])('%i hours from its time a promise has come to reminder %i', (hours, step) =>
  expect(commitmentStep(due, at(hours), 'P1D')).toBe(step),
);
