import { countCases } from './counts.js';
import { missesOf } from './compare.js';
import type { CaseMiss, CaseOutcome, CaseResult } from './types.js';

const result: CaseResult = {
  relevant: true,
  places: ['兑镇镇'],
  topics: ['供水'],
  fields: [],
  eventRule: null,
  eventLevel: 'none',
  opinionLevel: '一般',
  firstResponsible: ['市水利局', '兑镇镇'],
  respondents: ['市水利局'],
  coordinators: [['市政府办公室', '市委宣传部']],
  deadlines: ['DL-03'],
  flags: ['must_respond'],
};
const wrong = (expect: Parameters<typeof missesOf>[1]) =>
  missesOf(result, expect).map(({ aspect }) => aspect);

describe('a regression case', () => {
  it('compares what it speaks of, lists as sets', () => {
    expect(wrong({ firstResponsible: ['兑镇镇', '市水利局'], topics: ['供水'], opinionLevel: null })).toEqual(
      [],
    );
    expect(wrong({ topics: [], places: null, relevant: false })).toEqual(['relevant', 'topics']);
    expect(wrong({ coordinators: [['市政府办公室', null]] })).toEqual(['coordinators']);
  });

  it('takes no emergency for a statement', () => {
    expect(wrong({ eventRule: null })).toEqual([]);
    expect(missesOf({ ...result, eventRule: 'EV-SAFE' }, { eventRule: null })).toEqual([
      { aspect: 'eventRule', expected: null, got: 'EV-SAFE' },
    ]);
  });

  it('wants expected flags among those that come out, and none of the grave ones unexpected', () => {
    expect(wrong({ flags: [] })).toEqual([]);
    expect(wrong({ flags: ['hearsay'] })).toEqual(['flags']);
    expect(missesOf({ ...result, flags: ['drill'] }, { flags: [] })).toHaveLength(1);
  });

  it('is broken part by part: a case that was wrong elsewhere may break too', () => {
    const miss = (aspect: CaseMiss['aspect']): CaseMiss => ({ aspect, expected: 1, got: 2 });
    const one = (now: CaseMiss[], then: CaseMiss[] | null): CaseOutcome => ({
      caseId: 'x',
      name: 'x',
      now,
      then,
    });
    const outcomes = [
      one([], []),
      one([], [miss('topics')]),
      one([miss('topics')], []),
      one([miss('topics')], [miss('topics'), miss('places')]),
      one([miss('topics')], [miss('topics')]),
    ];
    expect(countCases(outcomes)).toEqual({ n: 5, rightNow: 2, rightThen: 2, broken: 2, mended: 1 });
    expect(countCases([one([], null)])).toMatchObject({ rightThen: null, broken: 0, mended: 0 });
  });
});
