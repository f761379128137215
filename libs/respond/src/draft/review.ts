import type { EntityManager } from 'typeorm';
import { Not } from 'typeorm';
import { apparatusOf, workingOpinionLevel, type Apparatus } from '#incidents';
import { FirstReportRow, type IncidentRow } from '#incidents/service';
import { inForce } from '#jurisdiction';
import { readDirectory } from '#jurisdiction/service';
import { ResponseAttachmentRow, ResponseCheckRow } from '../entities/draft.entity.js';
import type { ResponseRow, ResponseVersionRow } from '../entities/response.entity.js';
import { valueInForce } from '../facts/differences.js';
import { readFacts, respondentsOf, type FactsTable } from '../facts/table.js';
import type { FileFinding } from './attached/scan.js';
import { checklistFor, openChecks, type CheckSpec } from './checklist.js';
import { linksOf } from './clean.js';
import { CASUALTIES, type Casualty } from './figures.js';
import { wordsHash } from './files.js';
import { hintsFor, type Hint } from './hints.js';
import { findPersonal, findPosts, findUnfilled, type Block, type Masker } from './personal.js';
import { contradictions, type SettledFact } from './settled.js';

/** Where a text stands before it is handed in. */
export interface Review {
  apparatus: Apparatus;
  /** Several departments must agree on its wording. */
  joint: boolean;
  /** 一般 and one department: the short checklist. */
  light: boolean;
  blocks: Block[];
  checks: { spec: CheckSpec; answer: ResponseCheckRow | null; current: boolean }[];
  /** Points not answered for the words as they stand. */
  open: CheckSpec[];
  /** What stands in its files that may not go out. */
  found: { file: string; fileId: string; finding: FileFinding }[];
  /** Names of files that no program reads and nobody has looked through. */
  unseen: string[];
}

type Version = Pick<ResponseVersionRow, 'title' | 'html' | 'text'>;

/** What holds a text back and what is still to be answered. */
export async function reviewOf(
  manager: EntityManager,
  incident: IncidentRow,
  response: ResponseRow,
  version: Version,
  mask: Masker,
): Promise<Review> {
  const [respondents, answers, blocks, files] = await Promise.all([
    respondentsOf(manager, incident.id),
    manager.findBy(ResponseCheckRow, { responseId: response.id }),
    blocksOf(manager, incident.id, version, mask),
    manager.find(ResponseAttachmentRow, { where: { responseId: response.id }, order: { addedAt: 'ASC' } }),
  ]);
  const { opinionLevel, opinionConfirmed, eventLevel } = incident;
  const level = workingOpinionLevel(opinionLevel, opinionConfirmed);
  const apparatus = apparatusOf({ opinionLevel: level, eventLevel }, respondents.length);
  const joint = apparatus.facts && response.units.length > 1;
  const light = !apparatus.facts && !apparatus.evaluation && apparatus.signatures === 1;
  const asked = checklistFor({ light, several: apparatus.facts });
  const words = wordsHash(version);
  const checks = asked.map((spec) => {
    const answer = answers.find(({ item }) => item === spec.item) ?? null;
    return { spec, answer, current: answer?.words === words };
  });
  const found = files.flatMap(({ id, name, findings }) =>
    findings.map((finding) => ({ file: name, fileId: id, finding })),
  );
  const unseen = files.filter((file) => file.scan !== 'read' && file.checkedAt === null);
  return {
    apparatus,
    joint,
    light,
    blocks,
    checks,
    open: openChecks(asked, answers, words),
    found,
    unseen: unseen.map(({ name }) => name),
  };
}

/** Citizens' own posts in the matter; what a government published may be pointed at. */
const POSTS = `
  select item.url from incident_item link join item on item.id = link.item_id
  where link.incident_id = $1 and item.url is not null and item.url !~* '^https?://[^/]*\\.gov\\.cn([:/]|$)' limit 5000`;

async function blocksOf(
  manager: EntityManager,
  incidentId: string,
  version: Version,
  mask: Masker,
): Promise<Block[]> {
  const whole = `${version.title}\n${version.text}`;
  const posts: { url: string }[] = await manager.query(POSTS, [incidentId]);
  return [
    ...findUnfilled(whole),
    ...findPersonal(whole, mask),
    ...findPosts(
      linksOf(version.html),
      posts.map(({ url }) => url),
    ),
  ];
}

/**
 * Hints for whoever writes.
 * @param unanswered what people ask and the text does not touch
 * @param now on the incident's own timeline
 */
export async function hintsOf(
  manager: EntityManager,
  incident: IncidentRow,
  response: ResponseRow,
  version: Version,
  { unanswered, now }: { unanswered: readonly string[]; now: Date },
): Promise<Hint[]> {
  const [directory, reports, table] = await Promise.all([
    readDirectory(manager, incident.jurisdictionId),
    manager.findBy(FirstReportRow, { incidentId: incident.id, unit: Not(response.unit) }),
    readFacts(manager, incident.id, response.round),
  ]);
  const settled = settledIn(table);
  const outlets = directory.profile.outlets.filter((outlet) => inForce(outlet, now));
  const { dead, injured, missing, trapped } = incident.judgement?.facts ?? {};
  return hintsFor({
    title: version.title,
    text: version.text,
    links: linksOf(version.html),
    unanswered,
    contradictions: contradictions(`${version.title}\n${version.text}`, settled, table.naming),
    settled: casualtiesOf(settled),
    facts: {
      ...(dead !== undefined && { dead }),
      ...(injured !== undefined && { injured }),
      ...(missing !== undefined && { missing }),
      ...(trapped !== undefined && { trapped }),
    },
    reports,
    hosts: outlets.flatMap(({ hosts }) => hosts.map((host) => host.replace(/^www\./, ''))),
    now,
    working: directory.workingTime,
  });
}

/** Lines of the facts table that nobody disputes. */
const settledIn = ({ rows, respondents, naming }: FactsTable): SettledFact[] =>
  rows.flatMap(({ row: { kind, label }, state }) => {
    const value = valueInForce(state, respondents, naming);
    return value === null ? [] : [{ kind, label, value }];
  });

const casualtiesOf = (settled: readonly SettledFact[]): Casualty[] =>
  (Object.keys(CASUALTIES) as Casualty[]).filter((kind) =>
    settled.some(({ label }) => label === `${CASUALTIES[kind]}人数`),
  );
