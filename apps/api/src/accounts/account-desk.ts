import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Principal, Role } from '#access';
import {
  AccountRow,
  changeAccount,
  createAccount,
  linkPerson,
  makeUpPassword,
  resetPassword,
  unlockAccount,
  type AccountDeed,
} from '#access/service';
import { Clock } from '#clock';
import { ContactRow, readDirectory } from '#jurisdiction/service';
import { actorOf } from '../http/current.js';
import { badInput, notFound, ProblemError } from '../http/problem.js';
import { NewPeople } from '../recusal/new-people.js';
import type { accountChange, newAccount } from './forms.js';

/** Roles whose people act for a unit: what they are kept from follows from it (RT-05), so they must have one. */
const OF_A_UNIT: readonly Role[] = ['monitor', 'office', 'liaison', 'leader'];

/** What the administrator does with accounts; each in one transaction with its line of the audit log. */
@Injectable()
export class AccountDesk {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly people: NewPeople,
  ) {}

  /** @returns the id with the made-up password @throws ProblemError 400, 409 `login_taken` */
  async create(
    caller: Principal,
    form: z.output<typeof newAccount>,
  ): Promise<{ id: string; password: string }> {
    const { jurisdictionId } = caller;
    const password = makeUpPassword();
    return this.database.transaction(async (manager) => {
      const { contactId, ...given } = form;
      if (await manager.existsBy(AccountRow, { login: given.login })) throw loginTaken();
      await mustFit(manager, jurisdictionId, given.role, given.unit, this.clock.now());
      const account = await createAccount(
        manager,
        { ...given, jurisdictionId, password, mustChange: true },
        this.clock.now(),
        actorOf(caller),
      );
      if (contactId !== null) await this.link(manager, caller, account.id, contactId);
      await this.people.keepFromReports(manager, jurisdictionId);
      return { id: account.id, password };
    });
  }

  /** @throws ProblemError 400, 404; AccountRefused */
  async change(caller: Principal, id: string, form: z.output<typeof accountChange>): Promise<void> {
    await this.database.transaction(async (manager) => {
      const { contactId, ...change } = form;
      const account = await manager.findOneBy(AccountRow, { id, jurisdictionId: caller.jurisdictionId });
      if (!account) throw notFound();
      const { role = account.role, unit = account.unit } = change;
      if (role !== account.role || unit !== account.unit)
        await mustFit(manager, caller.jurisdictionId, role, unit, this.clock.now());
      await changeAccount(manager, this.deed(caller, id), change);
      if (contactId !== undefined && contactId !== account.contactId)
        await this.link(manager, caller, id, contactId);
      await this.people.keepFromReports(manager, caller.jurisdictionId);
    });
  }

  /** @returns the made-up password @throws ProblemError 404; AccountRefused */
  async reset(caller: Principal, id: string): Promise<string> {
    const done = await this.database.transaction((manager) => resetPassword(manager, this.deed(caller, id)));
    if (!done) throw notFound();
    return done.password;
  }

  /** @throws ProblemError 404 */
  async unlock(caller: Principal, id: string): Promise<void> {
    const done = await this.database.transaction((manager) => unlockAccount(manager, this.deed(caller, id)));
    if (!done) throw notFound();
  }

  private async link(
    manager: EntityManager,
    caller: Principal,
    accountId: string,
    contactId: string | null,
  ): Promise<void> {
    const { jurisdictionId } = caller;
    if (contactId !== null && !(await manager.existsBy(ContactRow, { id: contactId, jurisdictionId })))
      throw badInput('名单中没有这个人，请刷新后重新选择。');
    await linkPerson(manager, accountId, contactId, this.clock.now(), actorOf(caller));
  }

  private deed(caller: Principal, accountId: string): AccountDeed {
    const { jurisdictionId } = caller;
    return { jurisdictionId, accountId, at: this.clock.now(), by: actorOf(caller) };
  }
}

/** @throws ProblemError 400 when the role needs a unit, or the directory has none of that name today */
async function mustFit(
  manager: EntityManager,
  jurisdictionId: string,
  role: Role,
  unit: string | null,
  at: Date,
): Promise<void> {
  if (unit === null) {
    if (OF_A_UNIT.includes(role)) throw badInput('请选择所属单位：该角色按单位接收和回避事项。');
    return;
  }
  const directory = await readDirectory(manager, jurisdictionId);
  if (directory.dutyHolder(unit, at)?.unit.name !== unit)
    throw badInput('名录中没有这个现行单位，请在列表中选择现用名称。');
}

const loginTaken = () =>
  new ProblemError(
    409,
    'login_taken',
    '登录名已被使用',
    '请换一个登录名；停用的账号可以重新启用，不必另建。',
  );
