import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#clock';
import { ClockAnchorRow } from '#clock/service';
import type { RehearsalClock } from '../contract/index.js';
import { iso } from '../incidents/present.js';

/** The rehearsal clock as pages show it. */
@Injectable()
export class RehearsalView {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Null when no rehearsal has ever run here. */
  async current(): Promise<RehearsalClock | null> {
    const anchor = await this.database.manager.findOneBy(ClockAnchorRow, { timeline: 'rehearsal' });
    if (!anchor) return null;
    return {
      virtual: iso(this.clock.now('rehearsal')),
      real: iso(this.clock.now('real')),
      factor: anchor.factor,
    };
  }
}
