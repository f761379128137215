import { Controller, Get } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { Clock } from '#clock';
import { dayOf } from '#jurisdiction';
import { readDirectory } from '#jurisdiction/service';
import type { CalendarView } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { presumedWords } from '../incidents/present.js';

/** What is known of the days that are worked. */
@Controller('api/v1/calendar')
export class CalendarController {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Whether the holidays of this year and the next are known',
    needs: 'directory.read',
    returns: 'CalendarView',
  })
  async years(@Caller() caller: Principal): Promise<CalendarView> {
    const { workingTime } = await readDirectory(this.database.manager, caller.jurisdictionId);
    const first = Number(dayOf(this.clock.now()).slice(0, 4));
    return {
      years: [first, first + 1].map((year) => {
        const known = workingTime.calendar.knows(year);
        return { year, known, note: known ? null : presumedWords([year]) };
      }),
    };
  }
}
