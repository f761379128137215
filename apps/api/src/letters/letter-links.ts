import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Clock } from '#clock';
import { COORDINATE } from '#deliver/service';
import { CoordinationRow, IncidentRow, RefusedAction } from '#incidents/service';
import { ContactBook } from '#jurisdiction/service';
import { verifyLink, type Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import { messagePage, pageHeaders } from '../http/page.js';
import { LetterDesk } from './letter-desk.js';
import { letterPage } from './letter-page.js';
import { LetterReader } from './letter-reader.js';

const answerShape = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('confirm'),
    person: z.string().trim().max(40).default(''),
    phone: z
      .string()
      .trim()
      .regex(/^[\d\-（）() 转]{0,30}$/)
      .default(''),
  }),
  z.object({ step: z.literal('decline'), reason: z.string().trim().min(1).max(500) }),
]);
type LetterAnswer = z.output<typeof answerShape>;

interface Opened {
  letter: CoordinationRow;
  contactId: string;
}

/** The signed link of a letter to a coordinator outside: looking changes nothing, only a button, a POST, answers. */
@Injectable()
export class LetterLinks {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly desk: LetterDesk,
    private readonly reader: LetterReader,
    private readonly contacts: ContactBook,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Shows the letter. @returns false when the token is no letter's: nothing has been sent then */
  async look(token: string, response: Response): Promise<boolean> {
    const opened = await this.open(token, response);
    if (opened && opened !== 'answered') await this.show(opened.letter.id, response, null, 200);
    return opened !== null;
  }

  /** Takes the answer of the form. @returns false as `look` */
  async answer(token: string, form: unknown, response: Response): Promise<boolean> {
    const opened = await this.open(token, response);
    if (!opened || opened === 'answered') return opened !== null;
    const given = answerShape.safeParse(form);
    const { id } = opened.letter;
    if (!given.success) {
      await this.show(id, response, '填写的内容不完整：退回须写明理由，电话只能是数字。', 400);
      return true;
    }
    try {
      await this.apply(opened, given.data);
      await this.show(id, response, null, 200);
    } catch (error) {
      if (!(error instanceof RefusedAction)) throw error;
      await this.show(id, response, error.message, 409);
    }
    return true;
  }

  private async apply({ letter, contactId }: Opened, given: LetterAnswer): Promise<void> {
    const actor = `link:${letter.unit}`;
    if (given.step === 'decline') return this.desk.decline(letter.id, given.reason, actor);
    // Whoever confirms without naming somebody is the one to be called.
    const reader = await this.contacts.contact(this.database.manager, contactId);
    const person = given.person || reader?.name || letter.unit;
    const phone = given.phone || (given.person ? null : (reader?.phone ?? null));
    await this.desk.confirm(letter.id, { person, phone, at: null }, actor);
  }

  private async open(token: string, response: Response): Promise<Opened | 'answered' | null> {
    const link = verifyLink(this.keys.links, token, COORDINATE, this.clock.now('real'));
    if (!link.ok && link.reason !== 'expired') return null;
    if (!link.ok) return refuse(response, 410, '链接已过期', '请与发函的市政府办公室联系，可以重新发送。');
    const { manager } = this.database;
    const letter = await manager.findOneBy(CoordinationRow, { id: link.assignmentId });
    const incident = letter && (await manager.findOneBy(IncidentRow, { id: letter.incidentId }));
    // What became restricted shows nothing any more (RT-05).
    if (!letter || !incident || incident.restricted || incident.recused.includes(letter.unit))
      return refuse(response, 404, '没有找到这封函', '函件可能已经撤回，请与市政府办公室联系。');
    if (letter.state === 'recalled')
      return refuse(response, 410, '协调函已撤回', '责任单位已调整，贵单位无须办理。');
    return { letter, contactId: link.contactId };
  }

  private async show(id: string, response: Response, fault: string | null, status: number): Promise<void> {
    const letter = await this.database.manager.findOneByOrFail(CoordinationRow, { id });
    const html = letterPage(letter, await this.reader.text(letter), fault);
    response.status(status).set(pageHeaders).send(html);
  }
}

function refuse(response: Response, status: number, title: string, detail: string): 'answered' {
  response.status(status).set(pageHeaders).send(messagePage(title, detail));
  return 'answered';
}
