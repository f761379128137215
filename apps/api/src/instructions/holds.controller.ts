import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { maskPersonal } from '#collect';
import type { SuperFacts } from '#incidents';
import { HOLD_REASONS, IncidentRow, LevelHoldRow, LevelHolds } from '#incidents/service';
import type { LevelHolds as Holds } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid, version } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { displayNames } from '../incidents/names.js';
import { holdWords } from '../incidents/night-words.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { actorWords } from '../incidents/words.js';

const holding = z.object({
  version,
  reason: z.enum(HOLD_REASONS, '请选择暂不确认的理由'),
  note: z.string().trim().min(1, '请写明具体情况').max(500, '最多 500 字'),
});
const id = new Valid(uuid);

/** 暂不确认特别重大: a named, reasoned decision, asked again when the facts change. */
@Controller('api/v1/incidents/:id/level-holds')
export class LevelHoldsController {
  constructor(
    private readonly incidents: IncidentReader,
    private readonly database: DataSource,
    private readonly holds: LevelHolds,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Decisions not to confirm a suggested 特别重大',
    needs: 'levels.confirm',
    returns: 'LevelHolds',
  })
  async list(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<Holds> {
    await this.incidents.mustSee(caller, incidentId);
    const { manager } = this.database;
    const [rows, incident] = await Promise.all([
      manager.find(LevelHoldRow, { where: { incidentId }, order: { at: 'DESC', id: 'ASC' } }),
      manager.findOneByOrFail(IncidentRow, { id: incidentId }),
    ]);
    const names = await displayNames(
      manager,
      rows.map(({ by }) => by),
    );
    const suggested = incident.opinionLevel === '特别重大' && !incident.opinionConfirmed;
    return {
      asked: suggested && !rows.some(({ state }) => state === 'standing'),
      items: rows.map((row) => ({
        id: row.id,
        reason: row.reason,
        reasonWords: holdWords[row.reason] ?? row.reason,
        note: row.note,
        by: actorWords(row.by, names),
        at: iso(row.at),
        state: row.state,
        endedAt: isoOrNull(row.endedAt),
        because: row.because,
        facts: factWords(row.facts),
      })),
    };
  }

  @Post()
  @Endpoint({
    summary: 'Not to confirm a suggested 特别重大, with the reason',
    needs: 'levels.confirm',
    body: holding,
    returns: 'LevelHolds',
  })
  async hold(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(holding)) body: z.output<typeof holding>,
  ): Promise<Holds> {
    await this.incidents.mustSee(caller, incidentId);
    await this.holds.hold(incidentId, { ...body, note: maskPersonal(body.note) }, actorOf(caller));
    return this.list(caller, incidentId);
  }
}

const PEOPLE: [keyof SuperFacts['casualties'], string][] = [
  ['dead', '死亡'],
  ['injured', '受伤'],
  ['missing', '失联'],
  ['trapped', '被困'],
  ['atRisk', '涉险'],
];
const factWords = ({ casualties, eventLevel, items, hot }: SuperFacts): string[] => [
  ...PEOPLE.flatMap(([key, word]) => (casualties[key] === null ? [] : [`${word}${casualties[key]}人`])),
  eventLevel === 'none' ? '突发事件未定级' : `突发事件${eventLevel}级`,
  `相关信息${items}条`,
  ...(hot ? ['已进入全国热搜'] : []),
];
