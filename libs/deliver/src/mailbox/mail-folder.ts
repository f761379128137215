import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';

/** A mail as a list shows it. */
export interface MailSummary {
  id: string;
  messageId: string;
  from: string;
  to: string[];
  subject: string;
  /** ISO 8601; when it arrived. */
  at: string;
}

export interface Mail extends MailSummary {
  text: string;
  html: string | null;
}

const KEPT = 2_000;
const idPattern = /^\d{13}-[0-9a-f]{16}$/;

/**
 * Mails as files: `<id>.eml` as it came and `<id>.json` parsed. An id is the time of arrival and a hash of the
 * Message-ID; a mail that comes again is folded into the first, as mail systems do. The newest 2,000 are kept.
 */
export class MailFolder {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Stores a mail and gives its id; one at a time, so that the same mail twice at once is still one. */
  add(raw: Buffer, recipients: string[]): Promise<string> {
    const added = this.last.then(() => this.store(raw, recipients));
    this.last = added.catch(() => undefined);
    return added;
  }

  /** Newest first. */
  async list(limit = 200): Promise<MailSummary[]> {
    const ids = (await this.ids()).toReversed().slice(0, limit);
    const mails = await Promise.all(ids.map((id) => this.read(id)));
    return mails.flatMap((mail) => {
      if (!mail) return [];
      const { text: _text, html: _html, ...summary } = mail;
      return [summary];
    });
  }

  /** The mail of that id, or null when there is none. */
  async read(id: string): Promise<Mail | null> {
    if (!idPattern.test(id)) return null;
    try {
      return JSON.parse(await readFile(join(this.folder, `${id}.json`), 'utf8')) as Mail;
    } catch {
      return null;
    }
  }

  private async store(raw: Buffer, recipients: string[]): Promise<string> {
    const parsed = await simpleParser(raw);
    const messageId = parsed.messageId ?? createHash('sha256').update(raw).digest('hex');
    const key = createHash('sha256').update(messageId).digest('hex').slice(0, 16);
    const ids = await this.ids();
    const known = ids.find((id) => id.endsWith(key));
    if (known) return known;
    const now = new Date();
    const id = `${now.getTime()}-${key}`;
    const mail: Mail = {
      id,
      messageId,
      from: parsed.from?.text ?? '',
      to: recipients,
      subject: parsed.subject ?? '',
      at: now.toISOString(),
      text: parsed.text ?? '',
      html: parsed.html || null,
    };
    await this.write(`${id}.eml`, raw);
    await this.write(`${id}.json`, JSON.stringify(mail));
    await this.forget(ids.slice(0, Math.max(0, ids.length + 1 - KEPT)));
    return id;
  }

  private async write(name: string, content: string | Buffer): Promise<void> {
    const path = join(this.folder, name);
    await writeFile(`${path}.part`, content, { mode: 0o600 });
    await rename(`${path}.part`, path);
  }

  private async forget(ids: string[]): Promise<void> {
    for (const id of ids)
      for (const kind of ['json', 'eml']) await rm(join(this.folder, `${id}.${kind}`), { force: true });
  }

  private async ids(): Promise<string[]> {
    const names = await readdir(this.folder);
    return names
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -'.json'.length))
      .filter((id) => idPattern.test(id))
      .sort();
  }
}
