import { isAnswered, isOver } from '#incidents';
import {
  note,
  RefusedAction,
  registerAnswer,
  setFollowing,
  settleDeadlines,
  type Act,
  type IncidentRow,
} from '#incidents/service';
import { outletsOn, type Directory, type Outlet } from '#jurisdiction';
import { CommitmentRow } from '../entities/commitment.entity.js';
import { PublicationRow } from '../entities/publication.entity.js';
import { ResponseVersionRow, type ResponseRow } from '../entities/response.entity.js';
import { differenceWords, openDifferences } from '../facts/table.js';
import { isAnswerOf, moveResponse } from '../step/response-steps.js';
import { countsAs, type Verdict } from './counts.js';
import { makeCommitments, type NewCommitment } from './commitments.js';
import { natureOf, type Nature } from './nature.js';
import { openStatutory, saveRow, standingTakeover, tellNoMore } from './rows.js';

/** What somebody registers of a publication. */
export interface Registration {
  /** Where the public reads it; null only for a press conference that nobody has reported on. */
  url: string | null;
  at: Date;
  /** What the text is to the public; null: as it reads. */
  nature: Nature | null;
  commitments: readonly NewCommitment[];
}

/**
 * The one gate of every answer: on an allowed outlet, with one wording of all departments, not in place of a body that has
 * taken publication over. Decides by rule what it counts as, settles the statutory times by when it was published, takes text
 * and duties to `published`, keeps what is promised and has the page fetched. The caller holds the lock and saves the
 * incident.
 * @param row new or due; stored here
 * @throws RefusedAction `bad_url`, `in_the_future`, `url_not_on_outlet`, `publication_held`, `publication_settled`,
 * `publication_no_text`, `facts_differ`, `signatures_missing`, `commitment_missing`, `commitment_in_past`; IllegalTransition
 */
export async function registerPublication(
  act: Act,
  incident: IncidentRow,
  { row, response }: { row: PublicationRow; response: ResponseRow | null },
  given: Registration,
  directory: Directory,
): Promise<Verdict> {
  await mustBePublishable(act, incident, row, response);
  const outlet = placeOf(act, row, given, directory);
  const verdict = await judged(act, incident, { row, response, outlet }, given);
  if (verdict.needsCommitment && !(await promises(act, incident, given)))
    throw new RefusedAction('commitment_missing');
  Object.assign(row, {
    state: 'published',
    outletKey: outlet?.key ?? row.outletKey,
    owner: row.owner ?? outlet?.owner ?? null,
    url: given.url,
    publishedAt: given.at,
    registeredBy: act.actor,
    registeredAt: act.at,
    countsAs: verdict.counts,
    countsWhy: verdict.why,
    listed: response !== null && !incident.restricted && !incident.historic,
    // At once, whatever the timeline of the matter: pages are read in real time.
    ...(given.url && { proofStatus: 'waiting', proofNextAt: new Date(0) }),
  });
  await saveRow(act.manager, PublicationRow, row);
  await tellNoMore(act, row.id);
  await note(act, incident, 'publication.registered', {
    publicationId: row.id,
    form: row.form,
    counts: verdict.counts,
    publisher: row.publisher,
    unit: row.owner ?? row.publisherName,
    at: given.at.toISOString(),
    ...(given.url && { url: given.url }),
  });
  await takeEffect(act, incident, { row, response }, given, verdict);
  return verdict;
}

async function takeEffect(
  act: Act,
  incident: IncidentRow,
  { row, response }: { row: PublicationRow; response: ResponseRow | null },
  given: Registration,
  { counts, settles }: Verdict,
): Promise<void> {
  if (response?.state === 'approved') await moveResponse(act, incident, response, 'publish');
  if (counts === 'first' && given.url)
    await registerAnswer(act, incident, { url: given.url, at: given.at, settles });
  else if (settles.length > 0) await settleDeadlines(act, incident, [...settles], given.at);
  const from = { publicationId: row.id, responseId: row.responseId };
  await makeCommitments(act, incident, given.commitments, from);
  await setFollowing(act, incident, await act.manager.existsBy(CommitmentRow, openOf(incident)));
}

const openOf = ({ id }: IncidentRow) => ({ incidentId: id, state: 'open' as const });

async function mustBePublishable(
  act: Act,
  incident: IncidentRow,
  row: PublicationRow,
  response: ResponseRow | null,
): Promise<void> {
  if (row.state === 'published' || row.state === 'withdrawn') throw new RefusedAction('publication_settled');
  if (response && response.state !== 'approved' && response.state !== 'published')
    throw new RefusedAction('publication_no_text');
  const others = row.publisher === 'superior' || row.publisher === 'command' || row.forwarded;
  if (others) return;
  if (row.state === 'held' || (await standingTakeover(act.manager, incident.id)))
    throw new RefusedAction('publication_held');
  const [first] = await openDifferences(act.manager, incident.id, incident.round);
  if (first) throw new RefusedAction('facts_differ', `（${differenceWords(first)}）`);
}

/** The outlet it stands on, by the row or by the address. */
function placeOf(
  act: Act,
  row: PublicationRow,
  { url, at }: Registration,
  directory: Directory,
): Outlet | null {
  if (at > act.at) throw new RefusedAction('in_the_future');
  if (url === null && row.form !== 'press_conference') throw new RefusedAction('bad_url');
  if (url !== null && (!/^https?:\/\//.test(url) || !URL.canParse(url))) throw new RefusedAction('bad_url');
  const outlets = outletsOn(directory, at);
  const chosen = outlets.find(({ key }) => key === row.outletKey) ?? null;
  if (row.form === 'press_conference') return chosen;
  if (url === null || outlets.length === 0) return null;
  if (chosen) {
    if (chosen.hosts.length > 0 && !standsOn(chosen, url)) throw new RefusedAction('url_not_on_outlet');
    return chosen;
  }
  const found = outlets.find((outlet) => standsOn(outlet, url)) ?? null;
  const own = row.publisher === 'outlet' || row.publisher === 'recorded';
  if (!found && own) throw new RefusedAction('url_not_on_outlet');
  return own ? found : null;
}

/** Whether an address lies on one of the outlet's hosts; a port counts where the register names one. */
export function standsOn({ hosts }: Pick<Outlet, 'hosts'>, url: string): boolean {
  const { host, hostname } = new URL(url);
  return hosts.some((known) => known === host || known === hostname);
}

async function judged(
  act: Act,
  incident: IncidentRow,
  { row, response, outlet }: { row: PublicationRow; response: ResponseRow | null; outlet: Outlet | null },
  given: Registration,
): Promise<Verdict> {
  const words = response && (await latestOf(act, response));
  const read = words ? natureOf(`${words.title}\n${words.text}`) : 'answer';
  const open = await openStatutory(act.manager, incident);
  const answered = isAnswered(incident.state) || isOver(incident.state);
  const verdict = countsAs({
    form: row.form,
    forwarded: row.forwarded,
    // Nothing registered at all: a city that has not filled in its outlets yet is not held up.
    allowed: outlet !== null || row.publisher !== 'outlet' || row.outletKey === null,
    nature: given.nature ?? read,
    correction: response?.kind === 'correction',
    earlierRound: response !== null && !answered && !isAnswerOf(response, incident),
    answered,
    fiveHours: open.some(({ rule }) => rule === 'DL-01'),
  });
  const otherwise = words && given.nature && given.nature !== read;
  return otherwise ? { ...verdict, why: `${verdict.why}（内容性质由登记人认定）` } : verdict;
}

const latestOf = (act: Act, { id, latest }: ResponseRow): Promise<ResponseVersionRow | null> =>
  act.manager.findOneBy(ResponseVersionRow, { responseId: id, number: latest });

async function promises(act: Act, incident: IncidentRow, { commitments }: Registration): Promise<boolean> {
  return commitments.length > 0 || act.manager.existsBy(CommitmentRow, openOf(incident));
}
