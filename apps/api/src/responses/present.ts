import { actsFor, mayDo, type Principal } from '#access';
import { BLOCK_ADVICE, BLOCK_WORDS, mayClear } from '#respond';
import {
  stands,
  type ResponseAttachmentRow,
  type ResponseCommentRow,
  type ResponseRow,
  type ResponseVersionRow,
  type Review,
} from '#respond/service';
import type {
  IncidentSummary,
  ResponseAction,
  ResponseBlock,
  ResponseCheck,
  ResponseFile,
  ResponseRemark,
  ResponseSummary,
  ResponseVersionView,
} from '../contract/index.js';
import type { Names } from '../incidents/names.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { actorWords } from '../incidents/words.js';
import { presentCleared } from './findings.js';

/** Its unit's people, and those who see all matters for them. */
export const mayWrite = (caller: Principal, response: Pick<ResponseRow, 'unit'>): boolean =>
  mayDo(caller, 'responses.draft') && (mayDo(caller, 'incidents.all') || actsFor(caller, response.unit));

/** Whoever writes or approves may say what should be otherwise. */
export const mayRemark = (caller: Principal): boolean =>
  mayDo(caller, 'responses.draft') || mayDo(caller, 'responses.approve');

const OPEN: ReadonlySet<ResponseRow['state']> = new Set(['drafting', 'aligning', 'in_approval', 'approved']);

export function actionsOn(caller: Principal, response: ResponseRow): ResponseAction[] {
  const { state } = response;
  const actions: ResponseAction[] = [];
  if (mayWrite(caller, response)) {
    if (state === 'drafting') actions.push('write', 'submit');
    if (state === 'aligning' || state === 'in_approval') actions.push('take_back');
    if (OPEN.has(state)) actions.push('withdraw');
    if (state === 'published') actions.push('correct');
  }
  if (mayRemark(caller) && OPEN.has(state)) actions.push('remark');
  return actions;
}

export function presentSummary(
  response: ResponseRow,
  title: string,
  incident: IncidentSummary,
  { names, openRemarks }: { names: Names; openRemarks: number },
): ResponseSummary {
  const due = incident.statutoryDue;
  return {
    id: response.id,
    incidentId: incident.id,
    incidentNumber: incident.number,
    incidentTitle: incident.title,
    opinionLevel: incident.opinionLevel,
    kind: response.kind,
    occasion: response.occasion,
    unit: response.unit,
    units: response.units,
    state: response.state,
    title,
    latest: response.latest,
    createdBy: actorWords(response.createdBy, names),
    createdAt: iso(response.createdAt),
    submittedBy: response.submittedBy && actorWords(response.submittedBy, names),
    submittedAt: isoOrNull(response.submittedAt),
    publishedAt: isoOrNull(response.publishedAt),
    openRemarks,
    statutoryDue: due && { name: due.name, startsAt: due.startsAt, dueAt: due.dueAt },
    rehearsal: response.rehearsal,
    version: response.version,
    now: incident.now,
  };
}

export const presentBlocks = (review: Review): ResponseBlock[] => [
  ...review.blocks.map(({ kind, words, around }) => ({
    kind,
    what: BLOCK_WORDS[kind],
    words,
    around,
    file: null,
    fileId: null,
    clearable: false,
    advice: BLOCK_ADVICE[kind],
  })),
  ...review.found.map(({ file, fileId, finding: { kind, words, place } }) => ({
    kind,
    what: BLOCK_WORDS[kind],
    words,
    around: place,
    file,
    fileId,
    clearable: mayClear({ kind, words }),
    advice: '请移除这个附件，删去后重新添加。',
  })),
];

export const presentChecks = (review: Review, names: Names): ResponseCheck[] =>
  review.checks.map(({ spec, answer, current }) => ({
    item: spec.item,
    text: spec.text,
    source: spec.source,
    always: spec.always,
    answer: answer?.answer ?? null,
    reason: answer?.reason ?? '',
    by: answer && actorWords(answer.by, names),
    at: answer && iso(answer.at),
    current,
  }));

export const presentRemark = (
  row: ResponseCommentRow,
  version: ResponseVersionRow,
  names: Names,
): ResponseRemark => ({
  id: row.id,
  answers: row.answers,
  quote: row.quote,
  stands: row.quote !== null && stands(row.quote, version),
  number: row.number,
  text: row.text,
  by: actorWords(row.by, names),
  at: iso(row.at),
  resolvedBy: row.resolvedBy && actorWords(row.resolvedBy, names),
  resolvedAt: isoOrNull(row.resolvedAt),
});

export const presentFile = (row: ResponseAttachmentRow, names: Names): ResponseFile => ({
  id: row.id,
  name: row.name,
  type: row.type,
  size: row.size,
  hash: row.hash,
  addedBy: actorWords(row.addedBy, names),
  addedAt: iso(row.addedAt),
  scan: row.scan ?? 'unread',
  hint: row.checkedAt ? null : SCAN_HINTS[row.scan ?? 'unread'],
  checkedBy: row.checkedBy && actorWords(row.checkedBy, names),
  checkedAt: isoOrNull(row.checkedAt),
  cleared: row.cleared.map((one) => presentCleared(one, names)),
});

const SCAN_HINTS = {
  read: null,
  part: '文字已检查，其中的图片等未能检查，请人工核对。',
  unread: '未能检查，请人工核对。',
} as const;

export const presentVersion = (
  row: ResponseVersionRow,
  response: ResponseRow,
  names: Names,
): ResponseVersionView => ({
  number: row.number,
  title: row.title,
  note: row.note,
  by: actorWords(row.by, names),
  at: iso(row.changedAt ?? row.at),
  length: row.text.length,
  current: row.number === response.latest,
});
