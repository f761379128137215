import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#clock';
import { INSTRUCT } from '#deliver/service';
import {
  IncidentRow,
  InstructionRow,
  InstructionTaskRow,
  linkPerson,
  type NoPerson,
} from '#incidents/service';
import { ContactBook } from '#jurisdiction/service';
import { verifyLink, type Keys } from '#secrets';
import { KEYS } from '../../../../worker/src/core/tokens.js';
import { isKeptFrom } from '../kept-from.js';
import { expired, type ClosedLink } from '../sign-links.js';

/** What a token opens: one unit's task of an instruction, for one of its people. */
export interface OpenedTask {
  token: string;
  task: InstructionTaskRow;
  instruction: InstructionRow;
  incident: IncidentRow;
}

/** Reads links by which a unit reports back on a leader's instruction (回告); opening one changes nothing. */
@Injectable()
export class InstructLinks {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly contacts: ContactBook,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** @returns null for a token of another purpose, or of nobody's */
  async open(token: string): Promise<OpenedTask | ClosedLink | null> {
    const now = this.clock.now('real');
    const link = verifyLink(this.keys.links, token, INSTRUCT, now);
    if (!link.ok) return link.reason === 'expired' ? expired('领导批示') : null;
    const { manager } = this.database;
    const { contactId } = link;
    const task = await manager.findOneBy(InstructionTaskRow, { id: link.assignmentId });
    const instruction = task && (await manager.findOneBy(InstructionRow, { id: task.instructionId }));
    const incident = task && (await manager.findOneBy(IncidentRow, { id: task.incidentId }));
    if (!task || !instruction || !incident) return GONE;
    const { jurisdictionId } = instruction;
    const person = await linkPerson(manager, this.contacts, { jurisdictionId, contactId }, now);
    if (typeof person === 'string') return REFUSED[person];
    // Whoever has gone over to another unit answers for this one no more.
    if (!person.names.includes(task.unit)) return REFUSED.gone;
    const reader = { unit: task.unit, contactId };
    if (await isKeptFrom(manager, incident, reader, this.contacts)) return GONE;
    return instruction.state === 'withdrawn' ? WITHDRAWN : { token, task, instruction, incident };
  }
}

const GONE: ClosedLink = {
  status: 404,
  title: '没有找到这件批示',
  detail: '批示可能已经移走，请与市政府办公室联系。',
};
const WITHDRAWN: ClosedLink = {
  status: 410,
  title: '批示已撤回',
  detail: '这件批示的登记已经撤回，贵单位无须办理。',
};
const REFUSED: Record<NoPerson, ClosedLink> = {
  gone: {
    status: 403,
    title: '链接已失效',
    detail: '名册中您的单位或职务已有变动，不能再用这个链接办理。如有疑问，请与市政府办公室联系。',
  },
  disabled: {
    status: 403,
    title: '账号已停用',
    detail: '您的账号已停用，不能办理。如需恢复，请与系统管理员联系。',
  },
};
