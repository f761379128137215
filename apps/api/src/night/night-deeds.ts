import { Injectable } from '@nestjs/common';
import { Clock } from '#clock';
import {
  LoweringActions,
  openNightApproval,
  SettleActions,
  SupervisionActions,
  type Alongside,
} from '#incidents/service';
import { Rulings } from '#route/service';
import { actorOf } from '../http/current.js';
import { NightChange, type Deed } from './night-change.js';

/** The steps that two persons take, as one takes them at night. */
@Injectable()
export class NightDeeds {
  constructor(
    private readonly clock: Clock,
    private readonly directory: NightChange,
    private readonly rulings: Rulings,
    private readonly lowerings: LoweringActions,
    private readonly settlements: SettleActions,
    private readonly supervisions: SupervisionActions,
  ) {}

  async carryOut(deed: Deed): Promise<void> {
    const { caller, subject, given, asked, hours } = deed;
    const actor = actorOf(caller);
    const now = this.clock.now('real');
    const alongside: Alongside = ({ manager, at }, incident) =>
      openNightApproval({ manager, incident, at, actor, now }, asked, hours);
    if (subject.what === 'directory_change') await this.directory.carryOut(deed);
    if (subject.what === 'refusal_ruling')
      await this.rulings.confirmAlone(subject.id, given.version, actor, alongside);
    if (subject.what === 'level_lowering')
      await this.lowerings.lowerAlone(subject.id, given.version, actor, alongside);
    if (subject.what === 'level_settlement')
      await this.settlements.untrueAlone(subject.id, given.version, actor, alongside);
    if (subject.what === 'supervision')
      await this.supervisions.issueAlone(subject.id, given.version, caller.login, alongside);
  }
}
