import { In, IsNull, Not } from 'typeorm';
import { dayOf } from '#jurisdiction';
import { CommitmentRow } from '../entities/commitment.entity.js';
import { PublicationRow } from '../entities/publication.entity.js';
import type { PublicCommitment, PublicOutlet } from './answer.js';
import type { PublicGround } from './ground.js';

/** Where each of the texts came out, by text, earliest first. */
export async function outletsOf(ground: PublicGround, ids: string[]): Promise<Map<string, PublicOutlet[]>> {
  const rows = await ground.manager.find(PublicationRow, {
    where: {
      responseId: In(ids),
      state: 'published',
      listed: true,
      rehearsal: ground.rehearsal,
      publishedAt: Not(IsNull()),
    },
    order: { publishedAt: 'ASC', id: 'ASC' },
  });
  const outlets = rows.map((row) => ({
    of: row.responseId ?? '',
    outlet: {
      name: outletName(row, ground),
      form: row.form,
      url: safeUrl(row.url),
      day: dayOf(row.publishedAt ?? ground.now),
    },
  }));
  return collect(outlets.map(({ of, outlet }) => [of, outlet]));
}

/** Promises of each of the texts, by text, in the order of their days; those entered by mistake are none. */
export async function commitmentsOf(
  ground: PublicGround,
  ids: string[],
): Promise<Map<string, PublicCommitment[]>> {
  const rows = await ground.manager.find(CommitmentRow, {
    where: { responseId: In(ids), rehearsal: ground.rehearsal, state: Not('withdrawn') },
    order: { dueAt: 'ASC', id: 'ASC' },
  });
  return collect(rows.map((row) => [row.responseId ?? '', presentCommitment(row, ground.now)]));
}

function presentCommitment(row: CommitmentRow, now: Date): PublicCommitment {
  const state =
    row.state === 'kept' || row.state === 'broken' ? row.state : row.dueAt < now ? 'late' : 'open';
  return {
    what: row.what,
    unit: row.unit,
    day: dayOf(row.dueAt),
    movedFrom: row.movedFrom && dayOf(row.movedFrom),
    movedReason: row.movedFrom ? row.movedReason : null,
    state,
    url: state === 'kept' ? safeUrl(row.proofUrl) : null,
  };
}

/** Values by key, each key's in their order. */
export function collect<T>(pairs: (readonly [string, T])[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const [key, value] of pairs) found.set(key, [...(found.get(key) ?? []), value]);
  return found;
}

/** The outlet by its name in the directory; a body that is none of our outlets by its own. */
function outletName(row: PublicationRow, { directory }: PublicGround): string {
  const outlet = directory.profile.outlets.find(({ key }) => key === row.outletKey);
  return outlet?.name ?? row.publisherName ?? row.owner ?? directory.profile.jurisdiction.name;
}

/** An address that anybody may open; none with a password in it, none of another kind. */
export function safeUrl(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const { protocol, username, password, href } = new URL(url);
  return /^https?:$/.test(protocol) && username === '' && password === '' ? href : null;
}
