import { readMailReport } from './mail-report.js';

const ID = '7b0f3c1e-0000-4000-8000-000000000001';

/** A report as Postfix writes it. */
const report = ({
  envelope = `Original-Envelope-Id: ${ID}\n`,
  action = 'failed',
  status = '5.1.1',
  returned = `Content-Type: message/rfc822\n\nMessage-ID: <${ID}@huiyin>\nSubject: =?utf-8?B?5Lqk5Yqe?=\n\n正文`,
} = {}): Buffer =>
  Buffer.from(
    `From: MAILER-DAEMON@relay.example
To: huiyin@city.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=utf-8

Action: delivered
<liaison@xiaoyi.example>: host said no

--B
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
${envelope}Arrival-Date: Mon, 23 Nov 2026 08:30:00 +0800

Final-Recipient: rfc822; liaison@xiaoyi.example
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; 550 5.1.1 Recipient address
    rejected: User unknown

--B
${returned}
--B--
`.replaceAll('\n', '\r\n'),
  );

it('reads whose mail came back and why', async () => {
  expect(await readMailReport(report())).toEqual({
    noticeId: ID,
    outcome: 'failed',
    text: '5.1.1 smtp; 550 5.1.1 Recipient address rejected: User unknown',
  });
});

it.each([
  ['the whole mail', undefined],
  ['only its headers', `Content-Type: text/rfc822-headers\n\nSubject: x\nMessage-ID:\n <${ID}@huiyin>\n`],
])('knows it by the Message-ID of %s where no envelope id is given', async (_, returned) => {
  const raw = report({ envelope: '', ...(returned && { returned }) });
  expect((await readMailReport(raw))?.noticeId).toBe(ID);
});

it('reads that it arrived', async () => {
  expect((await readMailReport(report({ action: 'delivered', status: '2.0.0' })))?.outcome).toBe('delivered');
});

it.each(['delayed', 'relayed', 'expanded', 'nonsense'])('passes over %s', async (action) => {
  expect(await readMailReport(report({ action }))).toBeNull();
});

it.each([
  [
    'a mail of somebody else',
    report({ envelope: '', returned: 'Content-Type: message/rfc822\n\nMessage-ID: <a@b>\n\n' }),
  ],
  ['an ordinary mail', Buffer.from(`Subject: hi\r\n\r\nOriginal-Envelope-Id: ${ID}\r\nAction: failed\r\n`)],
  ['nothing', Buffer.alloc(0)],
  ['noise', Buffer.from([0, 255, 13, 10, 13, 10, 200])],
])('passes over %s', async (_, raw) => {
  expect(await readMailReport(raw)).toBeNull();
});
