import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Principal } from '#access';
import { AccountRow, accountsOf, type Person } from '#access/service';
import { whoSees } from '#incidents/service';
import { ApprovalActions, maySign, type SeenText } from '#respond/service';
import type { z } from 'zod';
import type { SecondPerson, SeenEdition } from '../contract/index.js';
import { badInput, forbidden } from '../http/problem.js';
import { readScan } from '../http/scan.js';
import { roleNames } from '../recusal/words.js';
import { ApprovalReader, mayRecord } from './approval-reader.js';
import type { signByTelephone, signOnPaper } from './forms.js';
import type { ApprovalGround } from './ground.js';

type Seat = z.output<typeof signByTelephone>['seat'];

export const seenText = ({ version, edition }: SeenEdition): SeenText => ({ version, number: edition });

/** Signatures given elsewhere and put on record: by telephone, on paper. */
@Injectable()
export class ApprovalDesk {
  constructor(
    private readonly database: DataSource,
    private readonly reader: ApprovalReader,
    private readonly actions: ApprovalActions,
  ) {}

  /** Who may be asked by telephone for that signature: could sign, did not write, and may know of the matter. */
  async people(caller: Principal, responseId: string, seat: Seat): Promise<SecondPerson[]> {
    const people = await this.signers(caller, await this.mustRecord(caller, responseId), seat);
    const rows = await this.database.manager.find(AccountRow, {
      where: { id: In(people.map(({ accountId }) => accountId)) },
      order: { role: 'ASC', displayName: 'ASC' },
    });
    return rows.map(({ id, displayName, unit, role }) => ({
      id,
      name: displayName,
      unit: unit ?? '',
      role: roleNames[role],
    }));
  }

  async byPhone(
    caller: Principal,
    responseId: string,
    given: z.output<typeof signByTelephone>,
  ): Promise<void> {
    const ground = await this.mustRecord(caller, responseId);
    const { seat, secondId, post, said, calledAt } = given;
    const second = (await this.signers(caller, ground, seat)).find(({ accountId }) => accountId === secondId);
    if (!second) throw badInput('请选择可以审签的人，拟稿人和登记人本人不能被请示。');
    await this.actions.byPhone(responseId, seenText(given), { second, post, said, calledAt }, caller);
  }

  async onPaper(caller: Principal, responseId: string, given: z.output<typeof signOnPaper>): Promise<void> {
    await this.mustRecord(caller, responseId);
    const { name, type, content } = readScan({ name: given.fileName, base64: given.base64 }, '签字页');
    const { seat, name: signer, post, signedAt } = given;
    const yes = { seat, name: signer, post, signedAt, paper: { name, type, content } };
    await this.actions.onPaper(responseId, seenText(given), yes, caller);
  }

  private async mustRecord(caller: Principal, responseId: string): Promise<ApprovalGround> {
    const ground = await this.reader.ground(caller, responseId);
    if (!mayRecord(caller, ground.response.unit)) throw forbidden();
    return ground;
  }

  private async signers(caller: Principal, ground: ApprovalGround, wanted: Seat): Promise<Person[]> {
    const { manager } = this.database;
    const { standing, drafters, incident } = ground;
    const plan = standing.open.find(({ seat }) => seat === wanted);
    if (!plan) return [];
    const found: Person[] = [];
    for (const unit of plan.units)
      found.push(
        ...(await accountsOf(manager, caller.jurisdictionId, unit, ['leader', 'office', 'monitor'])),
      );
    const able = found.filter(
      (person) =>
        maySign(person, plan, standing.roles) &&
        person.accountId !== caller.accountId &&
        !drafters.has(`account:${person.login}`) &&
        !standing.signed.some(({ signerId }) => signerId === person.accountId),
    );
    const seeing = await whoSees(manager, incident.id, able);
    return able.filter(({ accountId }) => seeing.has(accountId));
  }
}
