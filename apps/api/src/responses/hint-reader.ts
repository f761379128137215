import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { maskForUnits } from '#incidents';
import { IncidentRow } from '#incidents/service';
import { touches } from '#report';
import { Briefs } from '#report/service';
import { hintsOf, latestOf } from '#respond/service';
import type { ResponseHints } from '../contract/index.js';
import { ResponseReader } from './response-reader.js';

/** Questions shown beside a text; what fewer people ask stands in the brief. */
const SHOWN = 8;

/** What people ask (of the brief) and what else is worth a look in a text. */
@Injectable()
export class HintReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly reader: ResponseReader,
    private readonly briefs: Briefs,
  ) {}

  async hints(caller: Principal, id: string): Promise<ResponseHints> {
    const { manager } = this.database;
    const response = await this.reader.mustSee(caller, id);
    const incident = await manager.findOneByOrFail(IncidentRow, { id: response.incidentId });
    const version = await latestOf(manager, response);
    const brief = await this.briefs.current(incident);
    const questions = brief.content.questions.slice(0, SHOWN).map((group) => ({
      text: maskForUnits(group.question),
      items: group.independent,
      touched: touches(`${version.title}\n${version.text}`, group),
    }));
    const hints = await hintsOf(manager, incident, response, version, {
      unanswered: questions.filter(({ touched }) => !touched).map(({ text }) => text),
      now: this.clock.now(timelineOf(incident)),
    });
    return { questions, hints };
  }
}
