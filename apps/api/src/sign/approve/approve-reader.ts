import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { SignCodes, type CodeSubject } from '#incidents/service';
import { ContactBook, maskPhone } from '#jurisdiction/service';
import { differences } from '#respond';
import {
  hasWritten,
  isAwaited,
  mayGive,
  PublicationRow,
  ResponseVersionRow,
  signedBy,
  type ResponseAskRow,
} from '#respond/service';
import type { Keys } from '#secrets';
import { KEYS } from '../../../../worker/src/core/tokens.js';
import type { ApprovalGround } from '../../approvals/ground.js';
import { presentApproval } from '../../approvals/present.js';
import { displayNames } from '../../incidents/names.js';
import { actorWords } from '../../incidents/words.js';
import { API_SETTINGS, type ApiSettings } from '../../settings.js';
import { newFormToken } from '../form-token.js';
import type { Taken } from '../form-desk.js';
import type { OpenedAsk } from './approve-links.js';
import type { ApproveScene } from './approve-scene.js';

export const codeSubjectOfAsk = (ask: ResponseAskRow): CodeSubject => ({
  id: ask.id,
  jurisdictionId: ask.jurisdictionId,
  incidentId: ask.incidentId,
  unit: ask.unit,
  rehearsal: ask.rehearsal,
  assignmentId: null,
});

/** Reads all that the page of a text shows to the leader whose link it is. */
@Injectable()
export class ApproveReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly contacts: ContactBook,
    private readonly codes: SignCodes,
    @Inject(KEYS) private readonly keys: Keys,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** @param opened anew after a form has been taken */
  async read(opened: OpenedAsk, { outcome, kept }: Omit<Taken, 'status'>): Promise<ApproveScene> {
    const { manager } = this.database;
    const { token, ask, ground, signer, contactId } = opened;
    const { incident, response, standing } = ground;
    const now = this.clock.now(timelineOf(incident));
    const wrote = await hasWritten(manager, response, signer);
    const mine = signedBy(standing, response, signer);
    const able = standing.open.some((seat) => mayGive(signer, seat, standing.roles));
    const sign = isAwaited(ground) && able && !wrote && !mine;
    const holder = await this.contacts.contact(manager, contactId);
    const may = { agreeFor: [], ruleWording: false, sign, record: [], emergency: false, whyNot: null };
    const caller = { units: [ask.unit] };
    return {
      ask,
      view: presentApproval(ground, may, { caller, key: this.keys.contacts, now }),
      writers: await writersOf(manager, ground),
      changes: await changesOf(manager, ground),
      mine,
      wrote,
      publications: await manager.find(PublicationRow, {
        where: { responseId: response.id },
        order: { createdAt: 'ASC' },
      }),
      clocks: clocksOf(ground),
      code: await this.codes.state(codeSubjectOfAsk(ask), incident, holder),
      phone: holder?.phone ? maskPhone(holder.phone) : '',
      form: newFormToken(this.keys.links, token, this.clock.now('real')),
      publicUrl: this.settings.publicUrl,
      now,
      outcome,
      kept,
    };
  }
}

/** 市综合服务局李联络 */
async function writersOf(manager: EntityManager, { response, drafters }: ApprovalGround): Promise<string> {
  const names = await displayNames(manager, [...drafters]);
  return `${response.unit} ${[...drafters].map((actor) => actorWords(actor, names)).join('、')}`;
}

/** Against the last version that somebody signed or sent back; else the one before. */
async function changesOf(
  manager: EntityManager,
  { response, version, history }: ApprovalGround,
): Promise<ApproveScene['changes']> {
  const seen = history.map(({ number }) => number).filter((number) => number < version.number);
  const from = seen.length > 0 ? Math.max(...seen) : version.number - 1;
  const earlier = await manager.findOneBy(ResponseVersionRow, { responseId: response.id, number: from });
  if (!earlier || earlier.text === version.text) return null;
  return { from, parts: differences(earlier.text, version.text) };
}

const clocksOf = ({ deadlines, directory }: ApprovalGround): ApproveScene['clocks'] =>
  deadlines
    .filter(({ kind, settledAt, state }) => kind !== 'internal' && !settledAt && state !== 'superseded')
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
    .map(({ rule, kind, dueAt }) => {
      const name = directory.profile.deadlines.find(({ id }) => id === rule)?.name;
      return { name: name ?? (kind === 'superior' ? '上级时限' : '法定时限'), dueAt };
    });
