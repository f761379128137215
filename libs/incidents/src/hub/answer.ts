import type { IncidentRow } from '../entities/incident.entity.js';
import { nextIncidentState } from '../life.js';
import { note, type Act } from './act.js';
import { setClosingTime } from './closing-times.js';
import { settleDeadlines } from './deadlines.js';
import { publishDuties } from './duty-stages.js';
import { RefusedAction } from './errors.js';
import { answerRound } from './rounds.js';

export interface Answer {
  /** Where the public reads it. */
  url: string;
  /** When it was published. */
  at: Date;
  /** A press conference (DL-02) is no published answer (DL-01, DL-03), nor the other way round. */
  kind?: 'publication' | 'press_conference';
  /** Statutory rows it settles; absent: as its kind says. */
  settles?: readonly string[];
}

const ANSWERED_BY = {
  publication: ['DL-01', 'DL-03'],
  press_conference: ['DL-02'],
} as const;

/**
 * The public has an answer: settles the statutory clocks by when it was published, not by when it is registered, closes the
 * round, starts DL-12, and takes the duties of those who answer to `published`. The caller holds the lock and saves.
 * @throws RefusedAction `bad_url`, `in_the_future`; IllegalTransition before dispatch
 */
export async function registerAnswer(act: Act, incident: IncidentRow, answer: Answer): Promise<void> {
  if (!/^https?:\/\//.test(answer.url) || !URL.canParse(answer.url)) throw new RefusedAction('bad_url');
  if (answer.at > act.at) throw new RefusedAction('in_the_future');
  const kind = answer.kind ?? 'publication';
  incident.state = nextIncidentState(incident.state, 'answer');
  incident.answeredAt ??= answer.at;
  incident.answerUrl ??= answer.url;
  await note(act, incident, 'incident.answered', { kind, url: answer.url, at: answer.at.toISOString() });
  await settleDeadlines(act, incident, [...(answer.settles ?? ANSWERED_BY[kind])], answer.at);
  await answerRound(act, incident, answer);
  await publishDuties(act, incident);
  await setClosingTime(act, incident, answer.at);
}
