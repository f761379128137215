import { SMTPServer, type SMTPServerEnvelope } from 'smtp-server';
import { briefMessage } from '../../../../test/support/message.js';
import { TestSmtp, refusal } from '../../../../test/support/smtp.js';
import type { DeliveryError } from './carrier.js';
import { createSmtpCarrier } from './mail.js';

const PUBLIC = 'https://huiyin.example';
const committed = async () => undefined;

/** What `smtp-server` notes of a delivery report that was asked for; its types do not have it yet. */
interface Asked {
  dsn: { ret: string | null; envid: string | null };
  rcptTo: { dsn: { notify: string[] | null; orcpt: string | null } }[];
}

/** A relay that offers reports of delivery (RFC 3461) or not; gives what was asked of it for one mail. */
async function envelopeAt(offered: boolean, query = ''): Promise<Asked> {
  let envelope: SMTPServerEnvelope | null = null;
  const options = {
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    hideDSN: !offered,
    onData: (stream: NodeJS.ReadableStream, session: { envelope: SMTPServerEnvelope }, done: () => void) => {
      envelope = session.envelope;
      stream.resume().on('end', () => done());
    },
  };
  const server = new SMTPServer(options);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.server.address() as { port: number };
  const carrier = createSmtpCarrier(`smtp://127.0.0.1:${port}${query}`, PUBLIC);
  await carrier.send(briefMessage(), committed);
  carrier.close();
  await new Promise<void>((done) => server.close(() => done()));
  return envelope as unknown as Asked;
}

it('asks a relay that offers it to report by the id of the notice what did not arrive', async () => {
  const asked = await envelopeAt(true);
  expect(asked.dsn).toEqual({ ret: 'HDRS', envid: '7b0f3c1e-0000-4000-8000-000000000001' });
  expect(asked.rcptTo[0]?.dsn.notify).toEqual(['FAILURE']);
});

it('asks also what did arrive, where the city wants to know', async () => {
  expect((await envelopeAt(true, '/?receipts=yes')).rcptTo[0]?.dsn.notify).toEqual(['SUCCESS', 'FAILURE']);
});

it('asks nothing of a relay that offers none', async () => {
  const asked = await envelopeAt(false);
  expect(JSON.stringify(asked.dsn ?? null)).not.toContain('7b0f3c1e');
});

it.each([
  [550, 'recipient'],
  [451, 'later'],
] as const)('%i at the address means %s', async (code, kind) => {
  const smtp = await TestSmtp.start();
  smtp.onRecipient = () => refusal(code, 'no');
  const carrier = createSmtpCarrier(smtp.url, PUBLIC);
  const error = await carrier.send(briefMessage(), committed).catch((thrown: DeliveryError) => thrown);
  expect(error).toMatchObject({ kind });
  carrier.close();
  await smtp.down();
});

it('sends no mail to a telephone', async () => {
  const carrier = createSmtpCarrier('smtp://127.0.0.1:1', PUBLIC);
  const sending = carrier.send(briefMessage({ to: { phone: '13800000000' } }), committed);
  await expect(sending).rejects.toMatchObject({ kind: 'recipient' });
  carrier.close();
});
