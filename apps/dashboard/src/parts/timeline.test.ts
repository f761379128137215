import type { TimelineEntry } from '../../../api/src/contract/index.js';
import { folded } from './timeline.js';

let ids = 0;
const entry = (text: string, given: Partial<TimelineEntry> = {}): TimelineEntry => ({
  id: String((ids += 1)),
  type: 'notice.accepted',
  at: '2026-11-23T08:35:10.000+08:00',
  actor: '系统',
  text,
  ...given,
});
const texts = (entries: TimelineEntry[]) => folded(entries).map(({ text }) => text);

describe('the timeline', () => {
  it('tells in one line what went to several units in one minute, each unit once', () => {
    const mails = ['市教科局', '下堡镇', '市教科局'].map((unit) => entry(`邮件已送出：${unit}`));
    expect(texts(mails)).toEqual(['邮件已送出：市教科局、下堡镇']);
    expect(
      texts([
        entry('催办下堡镇', { type: 'duty.reminded' }),
        entry('催办市教科局', { type: 'duty.reminded' }),
      ]),
    ).toEqual(['催办下堡镇、市教科局']);
  });

  it('keeps apart what is another minute, another kind, or a step of its own', () => {
    const later = { at: '2026-11-23T08:36:00.000+08:00' };
    expect(texts([entry('邮件已送出：甲'), entry('邮件已送出：乙', later)])).toHaveLength(2);
    const signed = ['甲签收', '乙签收'].map((text) => entry(text, { type: 'duty.signed' }));
    expect(texts(signed)).toEqual(['甲签收', '乙签收']);
    expect(
      texts([entry('邮件已送出：甲'), entry('甲签收', { type: 'duty.signed' }), entry('邮件已送出：乙')]),
    ).toHaveLength(3);
  });
});
