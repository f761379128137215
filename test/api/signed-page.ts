import { randomUUID } from 'node:crypto';
import { ContactRow } from '#jurisdiction/service';
import { signLink } from '#secrets';
import type { Answer, Client, TestApi } from '../support/api.js';

const HOUR = 3_600_000;

/** A signed link as somebody holds it in a messenger: reads the page, fills in its forms. */
export class Visitor {
  private readonly client: Client;

  constructor(
    api: Pick<TestApi, 'nobody'>,
    readonly path: string,
  ) {
    this.client = api.nobody();
  }

  look = (): Promise<Answer> => this.client.get(this.path);

  /** Reads the page anew and sends its form of that step. */
  async press(step: string, fields: Record<string, string> = {}): Promise<Answer> {
    const page = await this.look();
    return this.send({ form: tokenOf(page.text), step, ...fields });
  }

  /** A form as it stands. */
  send(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    return this.client.ask('POST', this.path, {
      raw: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  }
}

/** The token in the forms of a page; nothing when it has none. */
export const tokenOf = (html: string): string => /name="form" value="([\w-]+)"/.exec(html)?.[1] ?? '';

export interface LinkParts {
  contactId?: string;
  purpose?: string;
  hours?: number;
  key?: Buffer;
}

export function linkOf(api: TestApi, duty: { id: string }, part: LinkParts = {}): string {
  const token = signLink(part.key ?? api.keys.links, {
    assignmentId: duty.id,
    contactId: part.contactId ?? randomUUID(),
    purpose: part.purpose ?? 'sign',
    expiresAt: new Date(api.clock.now().getTime() + (part.hours ?? 72) * HOUR),
  });
  return `/s/${token}`;
}

/** The contact of a unit in a role. */
export const contactOf = (api: TestApi, unit: string, role: ContactRow['role']): Promise<ContactRow> =>
  api.database.source.manager.findOneByOrFail(ContactRow, { unit, role, standby: false });

/** The link of somebody of the roster. */
export async function visitorOf(
  api: TestApi,
  duty: { id: string; unit: string },
  role: ContactRow['role'] = 'liaison',
): Promise<Visitor> {
  const contact = await contactOf(api, duty.unit, role);
  return new Visitor(api, linkOf(api, duty, { contactId: contact.id }));
}
