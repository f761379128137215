import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '#access';
import { maskPersonal } from '#collect';
import { DispositionProposals } from '#incidents/service';
import type { IncidentDetail } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { notFound } from '../http/problem.js';
import { uuid, version } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { DispositionReader } from './disposition-reader.js';
import { decision } from './forms.js';

const settling = z.object({ version, approve: z.boolean(), note: z.string().max(1000).default('') });
const id = new Valid(uuid);

/** What must be answered by the rules and is not ours: proposed by one person, confirmed by another. */
@Controller('api/v1')
export class DispositionProposalsController {
  constructor(
    private readonly incidents: IncidentReader,
    private readonly reader: DispositionReader,
    private readonly proposals: DispositionProposals,
  ) {}

  @Post('incidents/:id/disposition/proposals')
  @HttpCode(200)
  @Endpoint({
    summary: 'Propose that a matter that must be answered is not ours',
    needs: 'dispositions.decide',
    body: decision,
    returns: 'IncidentDetail',
  })
  async propose(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(decision)) body: z.output<typeof decision>,
  ): Promise<IncidentDetail> {
    await this.incidents.mustSee(caller, incidentId);
    const asked = { ...body, note: maskPersonal(body.note) };
    await this.proposals.propose(incidentId, asked, actorOf(caller));
    return this.incidents.detail(caller, incidentId);
  }

  @Post('disposition-proposals/:id/decide')
  @HttpCode(200)
  @Endpoint({
    summary: 'The second person confirms such a proposal, or does not agree',
    needs: 'dispositions.decide',
    body: settling,
    returns: 'IncidentDetail',
  })
  async decide(
    @Caller() caller: Principal,
    @Param('id', id) proposalId: string,
    @Body(new Valid(settling)) body: z.output<typeof settling>,
  ): Promise<IncidentDetail> {
    const incidentId = await this.mustSee(caller, proposalId);
    const said = { ...body, note: maskPersonal(body.note) };
    await this.proposals.decide(proposalId, said, actorOf(caller));
    return this.incidents.detail(caller, incidentId);
  }

  @Post('disposition-proposals/:id/withdraw')
  @HttpCode(200)
  @Endpoint({
    summary: 'Take one’s own proposal back',
    needs: 'dispositions.decide',
    returns: 'IncidentDetail',
  })
  async withdraw(@Caller() caller: Principal, @Param('id', id) proposalId: string): Promise<IncidentDetail> {
    const incidentId = await this.mustSee(caller, proposalId);
    await this.proposals.withdraw(proposalId, actorOf(caller));
    return this.incidents.detail(caller, incidentId);
  }

  private async mustSee(caller: Principal, proposalId: string): Promise<string> {
    const incidentId = await this.reader.incidentOfProposal(proposalId);
    if (!incidentId) throw notFound();
    await this.incidents.mustSee(caller, incidentId);
    return incidentId;
  }
}
