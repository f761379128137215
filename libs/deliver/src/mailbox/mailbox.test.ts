import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message } from '../channels/carrier.js';
import { createSmtpCarrier } from '../channels/mail.js';
import { startMailbox, type Mailbox } from './mailbox.js';

let folder: string;
let mailbox: Mailbox;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huiyin-mailbox-'));
  mailbox = await startMailbox({ folder });
});
afterEach(async () => {
  await mailbox.close();
  rmSync(folder, { recursive: true, force: true });
});

async function send(letters: Partial<Message>[]): Promise<void> {
  const carrier = createSmtpCarrier(mailbox.smtpUrl, 'http://127.0.0.1:3000');
  const letter: Message = {
    id: 'one',
    jurisdictionId: 'city',
    to: { email: 'liaison@xiaoyi.example' },
    subject: '舆情交办 2026-0001',
    text: '请签收',
    html: '<p>请签收</p>',
    brief: {
      number: '2026-0001',
      unit: null,
      level: '一般',
      due: null,
      link: 'https://huiyin.example',
      title: '请签收',
      rehearsal: false,
    },
    messageId: '<one@huiyin>',
    date: new Date(),
    urgent: false,
  };
  try {
    for (const given of letters) await carrier.send({ ...letter, ...given }, async () => undefined);
  } finally {
    // An open connection would hold up the mailbox when it closes.
    carrier.close();
  }
}

it('keeps every mail, newest first, and shows it whole', async () => {
  await send([{}, { messageId: '<two@huiyin>', subject: '催办：2026-0001' }]);
  const mails = await mailbox.list();
  expect(mails.map((mail) => mail.subject)).toEqual(['催办：2026-0001', '舆情交办 2026-0001']);
  expect(mails[1]?.to).toEqual(['liaison@xiaoyi.example']);
  const whole = await mailbox.read(mails[1]?.id ?? '');
  expect(whole?.text.trim()).toBe('请签收');
  expect(whole?.html).toContain('<p>请签收</p>');
  expect(readdirSync(folder).filter((name) => name.endsWith('.eml'))).toHaveLength(2);
});

it('folds a mail that comes twice', async () => {
  await send([{}, {}]);
  expect(await mailbox.list()).toHaveLength(1);
});

it('is there after a restart', async () => {
  await send([{}]);
  await mailbox.close();
  mailbox = await startMailbox({ folder });
  expect(await mailbox.list()).toHaveLength(1);
});

it('reads nothing outside its folder', async () => {
  expect(await mailbox.read('../../etc/passwd')).toBeNull();
  expect(await mailbox.read('1795356206180-0000000000000000')).toBeNull();
});

it('refuses a mail beyond its size', async () => {
  await expect(send([{ text: 'x'.repeat(1_200_000) }])).rejects.toThrow();
  expect(await mailbox.list()).toHaveLength(0);
});
