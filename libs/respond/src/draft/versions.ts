import type { EntityManager } from 'typeorm';
import { RefusedAction, type Act } from '#incidents/service';
import { ResponseVersionRow, type ResponseRow } from '../entities/response.entity.js';
import { saveResponse } from '../step/response-steps.js';
import { cleanHtml } from './clean.js';

/** What a writer sends. */
export interface Words {
  title: string;
  html: string;
  /** What changed, in the writer's words; may be empty. */
  note: string;
}

/** While one person goes on writing it stays one version. */
const ONE_SITTING_MS = 10 * 60_000;
export const TITLE_LENGTH = 100;
export const TEXT_LENGTH = 20_000;

/** The version in force. */
export const latestOf = (
  manager: EntityManager,
  response: Pick<ResponseRow, 'id' | 'latest'>,
): Promise<ResponseVersionRow> =>
  manager.findOneByOrFail(ResponseVersionRow, { responseId: response.id, number: response.latest });

/** The response is locked. @throws RefusedAction `response_too_long` */
export async function putVersion(act: Act, response: ResponseRow, given: Words): Promise<void> {
  const title = given.title.replaceAll(/\s+/gu, ' ').trim();
  const { html, text } = cleanHtml(given.html);
  if (title.length > TITLE_LENGTH || text.length > TEXT_LENGTH) throw new RefusedAction('response_too_long');
  const latest = await latestOf(act.manager, response);
  if (latest.title === title && latest.html === html) return;
  const goesOn =
    latest.by === act.actor &&
    act.at.getTime() - latest.at.getTime() < ONE_SITTING_MS &&
    // What was handed in is what others have read.
    (response.submittedAt === null || latest.at > response.submittedAt);
  if (goesOn) {
    const note = given.note.trim() || latest.note;
    await act.manager.update(
      ResponseVersionRow,
      { id: latest.id },
      { title, html, text, note, changedAt: act.at },
    );
    await saveResponse(act.manager, response);
  } else await addVersion(act, response, { title, html, text, note: given.note.trim() });
}

/** @throws RefusedAction `not_found` */
export async function restoreVersion(act: Act, response: ResponseRow, number: number): Promise<void> {
  const old = await act.manager.findOneBy(ResponseVersionRow, { responseId: response.id, number });
  if (!old) throw new RefusedAction('not_found');
  const latest = await latestOf(act.manager, response);
  if (latest.title === old.title && latest.html === old.html) return;
  const { title, html, text } = old;
  await addVersion(act, response, { title, html, text, note: `恢复第 ${number} 稿` });
}

async function addVersion(
  act: Act,
  response: ResponseRow,
  words: Pick<ResponseVersionRow, 'title' | 'html' | 'text' | 'note'>,
): Promise<void> {
  response.latest += 1;
  await act.manager.insert(ResponseVersionRow, {
    responseId: response.id,
    number: response.latest,
    ...words,
    by: act.actor,
    at: act.at,
  });
  await saveResponse(act.manager, response);
}
