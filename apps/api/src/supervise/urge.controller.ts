import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { maskPersonal } from '#collect';
import { AssignmentRow, RefusedAction, UrgeActions, URGE_LENGTH, type Urged } from '#incidents/service';
import type { DutyUrging, UrgedView } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { notFound } from '../http/problem.js';
import { several, uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { UrgeReader } from './urge-reader.js';

const note = z.string().trim().max(URGE_LENGTH, `催办的话最多 ${URGE_LENGTH} 字`).default('');
const ofIncident = z.object({ units: z.array(z.string().max(60)).min(1).max(60).optional(), note });
const chosen = z.object({
  ids: z.array(uuid).min(1, '请选择要催办的任务').max(200, '一次最多催办 200 项'),
  note,
});
const asked = z.object({
  ids: several(uuid).refine((ids) => !ids || ids.length <= 200, '一次最多查询 200 项任务'),
});

/** 催办 by hand. */
@Controller('api/v1')
export class UrgeController {
  constructor(
    private readonly database: DataSource,
    private readonly incidents: IncidentReader,
    private readonly reader: UrgeReader,
    private readonly actions: UrgeActions,
  ) {}

  @Post('incidents/:id/urge')
  @HttpCode(200)
  @Endpoint({
    summary: 'Urge units of an incident; without units every one that is late',
    needs: 'duties.urge',
    body: ofIncident,
    returns: 'UrgedView',
  })
  async incident(
    @Caller() caller: Principal,
    @Param('id', new Valid(uuid)) id: string,
    @Body(new Valid(ofIncident)) body: z.output<typeof ofIncident>,
  ): Promise<UrgedView> {
    await this.incidents.mustSee(caller, id);
    const { units, note: words } = body;
    const urge = { ...(units && { units }), words: maskPersonal(words) };
    return this.reader.urged(await this.actions.urge(id, urge, actorOf(caller)));
  }

  @Post('duties/urge')
  @HttpCode(200)
  @Endpoint({ summary: 'Urge chosen duties', needs: 'duties.urge', body: chosen, returns: 'UrgedView' })
  async duties(
    @Caller() caller: Principal,
    @Body(new Valid(chosen)) body: z.output<typeof chosen>,
  ): Promise<UrgedView> {
    const duties = await this.database.manager.findBy(AssignmentRow, { id: In(body.ids) });
    const seen = await this.incidents.whichOf(caller, [...new Set(duties.map((duty) => duty.incidentId))]);
    const ours = duties.filter((duty) => seen.has(duty.incidentId));
    if (ours.length === 0) throw notFound();
    const outcome: Urged = { urged: [], passed: [] };
    const words = maskPersonal(body.note);
    let refused: RefusedAction | null = null;
    for (const incidentId of new Set(ours.map((duty) => duty.incidentId))) {
      const own = ours.filter((duty) => duty.incidentId === incidentId);
      try {
        const urge = { assignmentIds: own.map(({ id }) => id), words };
        const done = await this.actions.urge(incidentId, urge, actorOf(caller));
        outcome.urged.push(...done.urged);
        outcome.passed.push(...done.passed);
      } catch (error) {
        // One matter that is closed or was just urged does not hold up the others.
        if (!(error instanceof RefusedAction)) throw error;
        refused = error;
        const { code: reason } = error;
        outcome.passed.push(...own.map(({ id, unit }) => ({ assignmentId: id, unit, reason })));
      }
    }
    if (outcome.urged.length === 0 && refused) throw refused;
    return this.reader.urged(outcome);
  }

  @Get('duties/urgings')
  @Endpoint({
    summary: 'How often duties were urged, and the supervision order that runs on them',
    needs: 'incidents.read',
    query: asked,
    returns: 'List<DutyUrging>',
  })
  async urgings(
    @Caller() caller: Principal,
    @Query(new Valid(asked)) query: z.output<typeof asked>,
  ): Promise<{ items: DutyUrging[] }> {
    return { items: await this.reader.urgings(caller, query.ids ?? []) };
  }
}
