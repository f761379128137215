import type { Principal } from '#access';
import { workingOpinionLevel } from '#incidents';
import { checklistFor } from '#respond';
import type { ApprovalRow, ResponseAgreementRow } from '#respond/service';
import { unseal } from '#secrets';
import type { AgreementView, ApprovalMay, ApprovalView, SeatView, SignatureView } from '../contract/index.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { seatWords, wayWords } from '../incidents/approval-words.js';
import { actorWords, responseWords } from '../incidents/words.js';
import { presentSignedFile } from '../responses/findings.js';
import type { ApprovalGround } from './ground.js';
import { matterWords } from './matter-words.js';

const answerWords: Record<string, string> = { yes: '是', not_applicable: '不涉及' };

/** What somebody sees of a text that is agreed on and signed. */
export function presentApproval(
  ground: ApprovalGround,
  may: ApprovalMay,
  { caller, key, now }: { caller: Pick<Principal, 'units'>; key: Buffer; now: Date },
): ApprovalView {
  const { incident, response, version, standing } = ground;
  const signature = (row: ApprovalRow): SignatureView => presentSignature(row, ground, key);
  const asked = ground.asks.filter(({ settledAt }) => settledAt === null);
  const own = asked.find(({ unit }) => caller.units.includes(unit)) ?? asked[0];
  return {
    responseId: response.id,
    incidentId: incident.id,
    number: incident.number,
    level: workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed),
    matter: matterWords(incident, ground.respondents, ground.deadlines),
    unit: response.unit,
    units: response.units,
    state: response.state,
    stateWords: responseWords[response.state] ?? response.state,
    title: version.title,
    text: version.text,
    edition: version.number,
    version: response.version,
    checklist: checklistOf(ground),
    files: ground.files.map((row) => presentSignedFile(row, ground.names)),
    facts: ground.facts,
    agreements: response.units.length > 1 ? agreementsOf(ground) : [],
    seats: standing.plan.map(({ seat, units }): SeatView => {
      const row = standing.signed.find((one) => one.seat === seat);
      return { seat, words: seatWords[seat] ?? seat, units, signed: row ? signature(row) : null };
    }),
    history: ground.history.map(signature),
    emergency: emergencyOf(ground, now),
    may,
    dueAt: isoOrNull(own?.dueAt ?? null),
    rehearsal: response.rehearsal,
    now: iso(now),
  };
}

function checklistOf({ checks }: ApprovalGround): ApprovalView['checklist'] {
  return checklistFor({ light: false, several: true }).flatMap(({ item, text }) => {
    const given = checks.find((check) => check.item === item);
    if (!given) return [];
    const answer = answerWords[given.answer] ?? given.answer;
    return [{ text, answer: given.reason ? `${answer}：${given.reason}` : answer }];
  });
}

function agreementsOf({ response, agreements, names, respondents }: ApprovalGround): AgreementView[] {
  const current = agreements.filter(({ number, voidedAt }) => number === response.latest && !voidedAt);
  return response.units
    .filter((unit) => respondents.includes(unit))
    .map((unit) =>
      presentAgreement(
        unit,
        current.findLast((one) => one.unit === unit),
        names,
      ),
    );
}

const presentAgreement = (
  unit: string,
  row: ResponseAgreementRow | undefined,
  names: ApprovalGround['names'],
): AgreementView => ({
  unit,
  agrees: row?.agrees ?? null,
  way: row?.way ?? null,
  comment: row?.comment ?? '',
  by: row ? actorWords(row.by, names) : null,
  at: row ? iso(row.at) : null,
});

function presentSignature(row: ApprovalRow, { response, names }: ApprovalGround, key: Buffer): SignatureView {
  return {
    id: row.id,
    seat: row.seat,
    decision: row.decision,
    way: row.way,
    wayWords: wayWords[row.way] ?? row.way,
    signer: row.signerSealed ? unseal(key, row.signerSealed) : '',
    unit: row.unit,
    note: row.note,
    by: actorWords(row.by, names),
    signedAt: iso(row.signedAt),
    at: iso(row.at),
    number: row.number,
    holds: row.number === response.latest && !row.voidedAt && !row.deniedAt,
    denied: row.deniedAt !== null,
    paper: row.fileName,
  };
}

function emergencyOf({ standing, names }: ApprovalGround, now: Date): ApprovalView['emergency'] {
  const row = standing.emergency;
  if (!row) return null;
  const { note: reason, by, at, dueAt, settledAt } = row;
  return {
    reason,
    by: actorWords(by, names),
    at: iso(at),
    dueAt: iso(dueAt ?? at),
    settledAt: isoOrNull(settledAt),
    late: !settledAt && dueAt !== null && dueAt <= now,
  };
}
