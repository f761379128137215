import type { EntityManager } from 'typeorm';
import { compareOpinionLevels, workingOpinionLevel, type OpinionLevel } from '#incidents';
import { NoticeRow } from '#incidents/service';
import type { Address, Message } from '../channels/carrier.js';
import { writeDigest, type DigestLine } from '../mail/digest.js';
import { templates } from '../mail/templates.js';
import type { Desk } from './desk.js';
import { cancelled } from './ledger.js';
import { envelopeOf, write, type Written } from './letter.js';
import { moment } from './moment.js';
import { open, type Opened } from './opened.js';

export const DIGEST = 'digest';

/**
 * The message of a digest, from what it carries as it stands now; parts that have been overtaken are left out.
 * @returns null when nothing is left of it
 */
export async function digestOf(
  manager: EntityManager,
  opened: Opened,
  to: Address,
  desk: Desk,
): Promise<Message | null> {
  const parts = await manager.find(NoticeRow, {
    where: { bundledIn: opened.notice.id, state: 'bundled' },
    order: { createdAt: 'ASC', id: 'ASC' },
  });
  const known = await open(manager, parts, desk);
  const entries = known.map((part) => ({ part, written: write(part, desk) }));
  const over = entries.filter(({ written }) => written === null);
  if (over.length > 0)
    await cancelled(
      manager,
      over.map(({ part }) => part.notice),
    );
  const left = entries
    .flatMap(({ part, written }) => (written ? [entryOf(part, written)] : []))
    .sort(byUrgency);
  const [gravest] = left;
  if (!gravest) return null;
  const facts = {
    lines: left.map(({ line }) => line),
    level: gravest.level,
    due: earliest(left.flatMap(({ dueAt }) => dueAt ?? [])),
    rehearsal: opened.notice.rehearsal,
    link: `${desk.publicUrl}/duties`,
  };
  return { ...envelopeOf(opened, to, desk), ...writeDigest(facts) };
}

interface Entry {
  level: OpinionLevel;
  dueAt: Date | null;
  line: DigestLine;
}

function entryOf({ incident, duty, statutoryDue }: Opened, { template, facts, link }: Written): Entry {
  const dueAt = duty?.signDueAt ?? statutoryDue;
  const { number, level } = facts;
  return {
    level: incident ? workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed) : '一般',
    dueAt,
    line: { number, level, action: templates[template].action, due: dueAt && moment(dueAt), link },
  };
}

/** Gravest first, among equals what is due first. */
const byUrgency = (a: Entry, b: Entry): number =>
  compareOpinionLevels(b.level, a.level) || timeOf(a) - timeOf(b);

const earliest = (times: Date[]): string | null =>
  times.length === 0 ? null : moment(new Date(Math.min(...times.map((time) => time.getTime()))));

const LATEST = Number.MAX_SAFE_INTEGER;
const timeOf = ({ dueAt }: Entry): number => dueAt?.getTime() ?? LATEST;
