import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { mayDo, type Principal } from '#access';
import { AccountRow, audit } from '#access/service';
import { Clock } from '#clock';
import {
  MOST_STEPS,
  NotToBeTried,
  Trials,
  type TrialAddress,
  type TrialOutline,
  type TrialWish,
} from '#escalate/service';
import { CLOCK_WORDS } from '#incidents';
import { maskEmail } from '#jurisdiction/service';
import { seal, type Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import type { TrialPlan, TrialView } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { forbidden, ProblemError } from '../http/problem.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { iso } from '../incidents/present.js';
import type { trialForm } from './schemas.js';
import { TrialReader } from './trial-reader.js';

type Form = z.output<typeof trialForm>;

/** Starting and stopping trials of the policies. */
@Injectable()
export class TrialDesk {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly trials: Trials,
    private readonly reader: TrialReader,
    private readonly incidents: IncidentReader,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  async plan(caller: Principal, incidentId: string, form: Form): Promise<TrialPlan> {
    await this.incidents.mustSee(caller, incidentId);
    const wish = await this.wishOf(caller, incidentId, form);
    const outline = await this.planned(wish);
    const last = outline.steps.findLast(({ sparedBy }) => sparedBy === null)?.plannedAt ?? wish.startsAt;
    const spared = outline.steps.filter(({ sparedBy }) => sparedBy !== null).length;
    const steps = outline.steps.length - spared;
    return {
      steps,
      spared,
      mails: form.sendTo === 'none' ? 0 : steps,
      virtualStart: iso(wish.startsAt),
      virtualEnd: iso(last),
      realSeconds: Math.max(0, Math.round((last.getTime() - wish.startsAt.getTime()) / 1000 / form.speed)),
      notes: notesOn(outline),
    };
  }

  async start(caller: Principal, incidentId: string, form: Form): Promise<TrialView> {
    // A trial says whom it would have reached: a program has nobody to say that to.
    if (caller.kind !== 'account') throw forbidden();
    await this.incidents.mustSee(caller, incidentId);
    const wish = await this.wishOf(caller, incidentId, form);
    const { steps } = await this.planned(wish);
    if (steps.length === 0) throw nothingToRun();
    if (steps.length > MOST_STEPS) throw tooMany(steps.length);
    const address = await this.addressOf(caller, form);
    const id = await this.trials.start(wish, address, actorOf(caller));
    await audit(this.database.manager, {
      at: this.clock.now(),
      actor: actorOf(caller),
      action: 'trial.started',
      subject: id,
      data: {
        incidentId,
        speed: form.speed,
        mails: form.sendTo !== 'none',
        ...(wish.changeId && { changeId: wish.changeId }),
      },
    });
    return this.reader.one(caller, id);
  }

  async stop(caller: Principal, id: string): Promise<TrialView> {
    if (caller.kind !== 'account') throw forbidden();
    const { state } = await this.reader.one(caller, id);
    if (state === 'running') {
      await this.trials.stop(id, actorOf(caller));
      const at = this.clock.now();
      await audit(this.database.manager, {
        at,
        actor: actorOf(caller),
        action: 'trial.stopped',
        subject: id,
      });
    }
    return this.reader.one(caller, id);
  }

  private async planned(wish: TrialWish): Promise<TrialOutline> {
    return this.trials.plan(wish).catch((error: unknown) => {
      throw error instanceof NotToBeTried ? notToBeTried(error) : error;
    });
  }

  /** What somebody may not change or see they cannot try. */
  private async wishOf(caller: Principal, incidentId: string, form: Form): Promise<TrialWish> {
    const { speed, level, startsAt, signAfter, reportAfter, answerAfter, changeId } = form;
    if (changeId) {
      if (!mayDo(caller, 'directory.change')) throw forbidden();
      await this.reader.mustSeeChange(caller, changeId);
    }
    return {
      incidentId,
      changeId,
      speed,
      level,
      startsAt: startsAt ?? this.clock.now('real'),
      assume: {
        ...(signAfter !== null && { signAfter }),
        ...(reportAfter !== null && { reportAfter }),
        ...(answerAfter !== null && { answerAfter }),
      },
    };
  }

  /** One's own address as the roster has it, or one typed twice that is nobody else's of the roster. */
  private async addressOf(caller: Principal, form: Form): Promise<TrialAddress> {
    if (form.sendTo === 'none') return null;
    const { manager } = this.database;
    const account = caller.accountId && (await manager.findOneBy(AccountRow, { id: caller.accountId }));
    const own = account ? account.contactId : null;
    const email =
      form.sendTo === 'me'
        ? await this.reader.ownAddress(own)
        : await this.typed(caller, form.address ?? '', own);
    return { sealed: seal(this.keys.contacts, email), shown: maskEmail(email) };
  }

  private async typed(caller: Principal, email: string, own: string | null): Promise<string> {
    if (await this.reader.isSomebodyElses(caller, email, own)) throw somebodyElses();
    return email;
  }
}

function notesOn({ steps, without, change }: TrialOutline): string[] {
  const tried = change
    ? [
        `按尚未生效的第${change.number}号名录修改推演，不是现行规则。`,
        ...(change.matters ? [] : ['这项修改没有改动催办规则和时限，推演结果与现行规则相同。']),
      ]
    : [];
  const bare = without.map(
    ({ clock, unit }) => `${unit ? `${unit}的` : ''}${CLOCK_WORDS[clock]}没有适用的催办规则，不参加推演。`,
  );
  const many =
    steps.length > MOST_STEPS ? [`共有${steps.length}步，超过一次推演的上限${MOST_STEPS}步。`] : [];
  return [...tried, ...(steps.length === 0 ? ['没有任何一步可以推演。'] : []), ...many, ...new Set(bare)];
}

function notToBeTried({ reason }: NotToBeTried): ProblemError {
  return reason === 'settled'
    ? new ProblemError(
        409,
        'change_settled',
        '这项修改不在拟稿或待核准中',
        '它已经生效，或者已被退回、撤回。已生效的，请选“现行规则”推演。',
      )
    : new ProblemError(
        409,
        'change_unsound',
        '这项修改还不能推演',
        '其中有内容不合要求，或者所改条目已被他人修改。请先打开这项修改，改正后再推演。',
      );
}

const nothingToRun = () =>
  new ProblemError(409, 'nothing_to_run', '没有可以推演的步骤', '这件事的各项时限都没有适用的催办规则。');
const tooMany = (count: number) =>
  new ProblemError(
    409,
    'too_many_steps',
    `步骤过多，共${count}步`,
    `一次推演最多${MOST_STEPS}步，请先减少规则中的重复次数。`,
  );
const somebodyElses = () =>
  new ProblemError(
    409,
    'somebody_elses_address',
    '这是名单上他人的邮箱',
    '推演的邮件不能发给承办人员，以免误办。请填自己的邮箱，或选择不发送。',
  );
