import type { Message } from '../../libs/deliver/src/channels/carrier.js';

/** A message as the step writes it, for tests; the texts of its mail stand for what must not leave otherwise. */
export const briefMessage = (given: Partial<Message> = {}): Message => ({
  id: '7b0f3c1e-0000-4000-8000-000000000001',
  jurisdictionId: '7b0f3c1e-0000-4000-8000-0000000000aa',
  to: { email: 'liaison@xiaoyi.example' },
  subject: '只在邮件中出现的主题',
  text: '只在邮件中出现的正文',
  html: '<p>只在邮件中出现的正文</p>',
  brief: {
    number: '2026-0001',
    unit: '市住建局',
    level: '重大',
    due: '11月23日 12:30',
    link: 'https://huiyin.example/s/abc',
    title: '请签收',
    rehearsal: false,
  },
  messageId: '<one@huiyin>',
  date: new Date('2026-11-23T01:00:00Z'),
  urgent: false,
  ...given,
});
