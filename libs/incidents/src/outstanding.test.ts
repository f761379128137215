import { lateOf, outstanding, type DutyAtWork } from './outstanding.js';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour));
const duty = (given: Partial<DutyAtWork> = {}): DutyAtWork => ({
  state: 'sent',
  mustSign: true,
  roles: ['respondent'],
  signDueAt: at(4),
  reportDueAt: at(8),
  reportedAt: null,
  ...given,
});
const kinds = (...asked: Parameters<typeof outstanding>) => outstanding(...asked).map(({ kind }) => kind);

describe('what a unit still owes', () => {
  it('is signature, first report and answer, in the order of their times', () => {
    expect(kinds(duty(), 'dispatched', at(48))).toEqual(['sign', 'report', 'answer']);
    expect(kinds(duty(), 'dispatched', at(2))).toEqual(['answer', 'sign', 'report']);
  });

  it('is the report even while its refusal waits for a ruling', () => {
    expect(kinds(duty({ state: 'refused' }), 'dispatched', null)).toEqual(['report', 'answer']);
  });

  it('is no answer from a township that only helps', () => {
    const helps = duty({ roles: ['first_responsible'], reportDueAt: null });
    expect(kinds(helps, 'dispatched', at(48))).toEqual(['sign']);
    expect(kinds({ ...helps, state: 'signed' }, 'signed', at(48))).toEqual([]);
  });

  it('is nothing once answered, closed, taken back, or only told', () => {
    const signed = duty({ state: 'signed' });
    expect(kinds(signed, 'answered', at(48))).toEqual([]);
    expect(kinds(duty(), 'closed', at(48))).toEqual([]);
    expect(kinds(duty({ state: 'withdrawn' }), 'dispatched', at(48))).toEqual([]);
    expect(kinds(duty({ mustSign: false }), 'dispatched', at(48))).toEqual([]);
  });

  it('is late from its very minute on', () => {
    const owed = outstanding(duty(), 'dispatched', at(48));
    expect(lateOf(owed, at(3))).toBeNull();
    expect(lateOf(owed, at(4))?.kind).toBe('sign');
    expect(lateOf(outstanding(duty({ signDueAt: null }), 'dispatched', null), at(99))?.kind).toBe('report');
  });
});
