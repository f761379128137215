import { simpleParser, type Attachment, type SimpleParserOptions } from 'mailparser';

/** What a mail server reports of one of our mails (RFC 3464). */
export interface MailReport {
  noticeId: string;
  outcome: 'delivered' | 'failed';
  /** Why, as the server says it: `5.1.1 550 User unknown`; may hold the address. */
  text: string;
}

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i;
/** Large mails are cut off before; a report is small. */
const LONGEST_TEXT = 300;

/**
 * Reads a report of delivery. Whose mail it was is said by the envelope id we asked for (RFC 3461), else by the
 * Message-ID of the mail that came back.
 * @returns null for any other mail, for reports that say only "later", and for mails that were not ours
 */
export async function readMailReport(raw: Buffer): Promise<MailReport | null> {
  // The option is missing in its types; without it the report is mixed into the text.
  const options: SimpleParserOptions & { keepDeliveryStatus: boolean } = {
    keepDeliveryStatus: true,
    skipHtmlToText: true,
    skipImageLinks: true,
    maxHtmlLengthToParse: 1,
  };
  const mail = await simpleParser(raw, options);
  const part = (...types: string[]) =>
    mail.attachments.find(({ contentType }) => types.includes(contentType));
  const status = part('message/delivery-status', 'message/global-delivery-status');
  if (!status) return null;
  const [envelope, ...recipients] = groupsOf(status);
  const told = recipients.find((fields) => outcomeOf(fields) !== null);
  const outcome = told && outcomeOf(told);
  if (!told || !outcome) return null;
  const returned = part('message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers');
  const noticeId =
    UUID.exec(envelope?.get('original-envelope-id') ?? '')?.[0] ??
    idOf(headersOf(returned?.content.toString('utf8')));
  if (!noticeId) return null;
  const text = [told.get('status'), told.get('diagnostic-code')].filter(Boolean).join(' ');
  return { noticeId: noticeId.toLowerCase(), outcome, text: text.slice(0, LONGEST_TEXT) || outcome };
}

/** `relayed` and `expanded` mean that nothing more will be said, `delayed` that it is still tried. */
function outcomeOf(fields: Fields): MailReport['outcome'] | null {
  const action = fields.get('action')?.toLowerCase();
  return action === 'failed' || action === 'delivered' ? action : null;
}

type Fields = ReadonlyMap<string, string>;

const groupsOf = (part: Attachment): Fields[] =>
  part.content
    .toString('utf8')
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .map(headersOf)
    .filter((fields) => fields.size > 0);

/** Header lines, folded ones joined; the first of a name counts. */
function headersOf(text = ''): Fields {
  const fields = new Map<string, string>();
  const [head = ''] = text.replaceAll('\r\n', '\n').split('\n\n');
  for (const line of head.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
    if (name && value !== undefined && !fields.has(name.toLowerCase()))
      fields.set(name.toLowerCase(), value.trim());
  }
  return fields;
}

const idOf = (headers: Fields): string | undefined =>
  new RegExp(`^<(${UUID.source})@huiyin>$`, 'i').exec(headers.get('message-id') ?? '')?.[1];
