import {
  forWords,
  freeKey,
  fromPolicyForm,
  inOrder,
  minutesOf,
  nextStep,
  policyProblems,
  toPolicyForm,
  whenWords,
} from './policy.js';

const body = {
  key: 'statutory',
  name: '法定时限预警',
  clock: 'statutory',
  steps: [
    { after: 0.5, to: 'liaison', template: 'deadline_half' },
    {
      after: 1,
      plus: 'PT2H',
      to: 'leadership',
      template: 'deadline_missed',
      channels: ['sms'],
      minLevel: '重大',
    },
  ],
};

describe('the form of a policy', () => {
  it('fills in what an entry leaves out and gives the same entry back', () => {
    const form = toPolicyForm(body);
    expect(form.steps[0]).toMatchObject({
      channels: ['mail', 'app'],
      reach: 'each',
      minLevel: '一般',
      plus: '',
    });
    expect(fromPolicyForm(form)).toMatchObject({
      ...body,
      levels: [],
      units: [],
      repeat: null,
      steps: [{ ...body.steps[0], channels: ['mail', 'app'] }, body.steps[1]],
    });
    expect(fromPolicyForm(form)['steps']).not.toContainEqual(expect.objectContaining({ plus: '' }));
  });

  it('a new one begins with the dispatch', () => {
    expect(toPolicyForm(null)).toMatchObject({ clock: 'sign', steps: [{ after: 0, template: 'assigned' }] });
  });

  it('a further step comes half a span after the last', () => {
    const { steps } = toPolicyForm(body);
    expect(nextStep(steps, 'statutory')).toMatchObject({ after: 1.5, plus: '', to: 'leadership' });
    expect(nextStep(steps, 'incident').after).toBe(0);
  });

  it('brings steps into the order of time', () => {
    const { steps } = toPolicyForm(body);
    const [half, late] = steps;
    const due = { ...late!, plus: '' };
    expect(inOrder([late!, due, half!])).toEqual([half, due, late]);
  });

  it('says what is missing and where', () => {
    const form = { ...toPolicyForm(body), name: ' ', key: 'sign' };
    form.steps[1]!.channels = [];
    expect(policyProblems(form, ['sign'])).toEqual([
      { path: 'name', text: '请填写名称' },
      { path: 'key', text: '已有这个编号，请换一个' },
      { path: 'steps[1].channels', text: '至少选一个渠道' },
    ]);
    expect(policyProblems(toPolicyForm(body), ['sign'])).toEqual([]);
  });
});

describe('words', () => {
  it('of when a step comes', () => {
    expect([0, 0.5, 0.8, 0.25, 1, 1.5, 2].map((after) => whenWords(after))).toEqual([
      '起算时',
      '时限过半',
      '时限剩两成',
      '时限的25%',
      '到期时',
      '逾期半个时限',
      '逾期一倍时限',
    ]);
    expect(whenWords(1, 'PT2H')).toBe('到期后2小时');
    expect(whenWords(0, 'PT1H30M')).toBe('起算后1小时30分钟');
    expect(minutesOf('PT1H30M')).toBe(90);
  });

  it('of whom it is for', () => {
    expect(forWords([], [])).toBe('各等级，各单位');
    expect(forWords(['重大'], ['甲局', '乙局', '丙局'])).toBe('重大，甲局、乙局等3个单位');
  });

  it('a free number', () => {
    expect(freeKey('sign', [])).toBe('sign');
    expect(freeKey('sign', ['sign', 'sign-2'])).toBe('sign-3');
  });
});
