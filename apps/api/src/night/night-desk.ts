import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { actsFor, mayDo, type Principal } from '#access';
import { Clock } from '#clock';
import { NightApprovals, RefusedAction, type NightAsked } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { seal, type Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import { actorOf } from '../http/current.js';
import { forbidden, notFound } from '../http/problem.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import type { proceedAlone } from './forms.js';
import { NightDeeds } from './night-deeds.js';
import { nightIn } from './night-hours.js';
import { NightPeople, type NightSubject } from './night-people.js';

type Given = z.output<typeof proceedAlone>;

/**
 * 夜间请示: one person carries out what needs two, having asked the second by telephone. What was asked for is done and put
 * on record in one transaction; the record is signed in the morning.
 */
@Injectable()
export class NightDesk {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly people: NightPeople,
    private readonly deeds: NightDeeds,
    private readonly incidents: IncidentReader,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** @throws ProblemError 403, 404 */
  async subject(caller: Principal, what: Given['what'], id: string): Promise<NightSubject> {
    const subject = await this.people.subject(what, id);
    if (subject.incident) await this.incidents.mustSee(caller, subject.incident.id);
    if (!mayDo(caller, subject.needs)) throw subject.incident ? forbidden() : notFound();
    if (subject.unit && !actsFor(caller, subject.unit)) throw forbidden();
    // The leader does not ask the leader.
    if (subject.ledBy && caller.role === 'leader') throw forbidden();
    return subject;
  }

  /**
   * @throws ProblemError 403, 404; RefusedAction `not_night`, `second_person`, `night_asked_already` and whatever the step
   * itself refuses
   */
  async proceed(caller: Principal, given: Given): Promise<void> {
    if (caller.kind !== 'account') throw forbidden();
    const subject = await this.subject(caller, given.what, given.subjectId);
    const directory = await readDirectory(this.database.manager, caller.jurisdictionId);
    const hours = directory.profile.clocks.night;
    if (!nightIn(directory, this.clock.now(subject.timeline))) throw new RefusedAction('not_night');
    const second = (await this.people.of(subject, caller)).find(({ id }) => id === given.secondId);
    if (!second) throw new RefusedAction('second_person');
    const asked: NightAsked = {
      jurisdictionId: caller.jurisdictionId,
      what: subject.what,
      subjectId: subject.id,
      label: subject.label,
      secondId: second.id,
      askedSealed: seal(this.keys.contacts, `${second.displayName}（${given.post}）`),
      note: given.note,
      rehearsal: subject.timeline === 'rehearsal',
    };
    await this.deeds.carryOut({ caller, subject, given, asked, hours });
  }
}

/** 补签: by the account that was asked, which must be a person. */
@Injectable()
export class Countersigning {
  constructor(private readonly approvals: NightApprovals) {}

  async decide(caller: Principal, id: string, decision: { agree: boolean; note: string }): Promise<void> {
    await this.approvals.decide(id, decision, { accountId: caller.accountId, actor: actorOf(caller) });
  }
}
