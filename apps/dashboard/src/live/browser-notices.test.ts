import { noticeWords } from './browser-notices.js';

describe('what stands on a locked screen', () => {
  it('is number, level and time', () => {
    const news = { number: '2026-0143', level: '重大', dueAt: '2026-11-23T09:00:00+08:00', rehearsal: false };
    expect(noticeWords(news)).toEqual({
      title: '回音：有一条新消息',
      body: expect.stringMatching(/^2026-0143，重大，时限 (2026年)?11月23日 09:00$/),
    });
  });

  it('says what is a rehearsal, and asks to look where there is no more to say', () => {
    expect(noticeWords({ number: '', level: '', dueAt: null, rehearsal: true })).toEqual({
      title: '【演练】回音：有一条新消息',
      body: '请登录查看',
    });
  });
});
