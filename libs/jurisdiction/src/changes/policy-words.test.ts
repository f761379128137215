import { diffBodies, detailOf } from '#jurisdiction';
import { labelOf } from './labels.js';
import { stepWords } from './policy-words.js';

const step = {
  after: 0.5,
  to: 'liaison',
  template: 'reminder',
  channels: ['mail', 'app'],
  reach: 'each',
  minLevel: '一般',
};
const policy = {
  key: 'sign',
  name: '签收催办',
  clock: 'sign',
  levels: [],
  units: [],
  steps: [step],
  repeat: null,
  stop: [],
};

describe('a policy in words', () => {
  it('says of a step when, who, what and by which ways', () => {
    expect(stepWords(step as never)).toBe('时限的50%，通知联络人，催办签收，邮件、站内消息');
    const grave = { ...step, after: 1, plus: 'PT2H30M', to: 'leadership', minLevel: '重大', reach: 'any' };
    expect(stepWords(grave as never)).toBe(
      '时限的100%再过2小时30分钟，通知市领导（重大及以上），催办签收，邮件、站内消息，一人即可',
    );
  });

  it('shows what came and what went of the steps, without a word of the inside', () => {
    const after = {
      ...policy,
      steps: [{ ...step, channels: ['sms'] }],
      stop: ['answered'],
      repeat: { every: 1, times: 3 },
    };
    const diffs = diffBodies('policies', policy, after);
    expect(diffs).toContainEqual(
      expect.objectContaining({
        label: '各步',
        added: ['时限的50%，通知联络人，催办签收，短信'],
        removed: ['时限的50%，通知联络人，催办签收，邮件、站内消息'],
      }),
    );
    expect(diffs).toContainEqual(expect.objectContaining({ label: '另外的结束情形', added: ['首次回应'] }));
    expect(diffs).toContainEqual(expect.objectContaining({ label: '重复·次数', after: '3' }));
    expect(
      JSON.stringify(
        diffBodies('policies', null, after).map(({ label, added, after: now }) => [label, added, now]),
      ),
    ).not.toMatch(/liaison|reminder|sms|"sign"签/);
  });

  it('names the place of a problem within the steps', () => {
    expect(labelOf('policies', ['steps', 1, 'to'])).toBe('各步·第2项·通知谁');
    expect(labelOf('clocks', ['rest', 'to'])).toBe('夜间停计·止');
    expect(detailOf('policies', { ...policy, levels: ['重大'] })).toBe('签收，重大');
  });
});
