import { randomBytes } from 'node:crypto';
import { createAccount, principalOf, AccountRow } from '#access/service';
import type { Principal, Role } from '#access';
import {
  AnnouncementRow,
  AssignmentRow,
  IncidentRow,
  NightApprovals,
  saveIncident,
  type Act,
} from '#incidents/service';
import {
  AgreementActions,
  ApprovalActions,
  FactActions,
  FactRow,
  lockResponse,
  moveResponse,
  ResponseRow,
  ResponseVersionRow,
} from '#respond/service';
import type { ResponseEvent } from '#respond';
import { makeDuty, makeIncident } from '../../support/rows.js';
import { createHub } from '../incidents/hub.js';

export type Person = Principal & { accountId: string };

export const [SAFETY, HEALTH] = ['市应急管理局', '市卫体局'];
export const [OFFICE, PUBLICITY] = ['市政府办公室', '市委宣传部'];

/** A desk at which texts are agreed on and signed: the hub, the actions, people. */
export async function createDesk() {
  const hub = await createHub();
  const { source, manager, clock, woken, jurisdictionId } = hub;
  const approvals = new ApprovalActions(source, clock, woken, randomBytes(32));
  let count = 0;
  return {
    ...hub,
    approvals,
    facts: new FactActions(source, clock, woken),
    agreements: new AgreementActions(source, clock, woken),
    nights: new NightApprovals(source, clock, woken, approvals.undoPhone),
    async person(role: Role, unit: string | null, name?: string): Promise<Person> {
      const login = `p${(count += 1)}`;
      await createAccount(
        manager,
        {
          jurisdictionId,
          login,
          displayName: name ?? login,
          role,
          unit,
          password: 'right-word-1',
          mustChange: false,
        },
        clock.now(),
        'test',
      );
      const row = await manager.findOneByOrFail(AccountRow, { login });
      return { ...principalOf(row), accountId: row.id, units: unit ? [unit] : [] };
    },
    /** A matter whose units have signed. */
    async matter(units: string[], given: Partial<IncidentRow> = {}): Promise<IncidentRow> {
      const incident = await makeIncident(manager, {
        jurisdictionId,
        state: 'signed',
        opinionLevel: '重大',
        discoveredAt: clock.now(),
        number: `2026-${(count += 1) + 7000}`,
        ...given,
      });
      for (const unit of units)
        await makeDuty(manager, incident, { unit, state: 'signed', signedAt: clock.now() });
      return incident;
    },
    /** A text of a unit with its first version. */
    async text(incident: IncidentRow, writer: Person, units: string[], words: string): Promise<string> {
      const row = await manager.save(
        manager.create(ResponseRow, {
          jurisdictionId,
          incidentId: incident.id,
          round: 1,
          kind: 'first',
          occasion: 'statement',
          unit: writer.unit!,
          units,
          state: 'drafting',
          latest: 0,
          corrects: null,
          createdBy: `account:${writer.login}`,
          submittedBy: null,
          createdAt: clock.now(),
          submittedAt: null,
          alignedAt: null,
          approvedAt: null,
          publishedAt: null,
        }),
      );
      await this.write(row.id, writer, words);
      return row.id;
    },
    async write(id: string, writer: Person, words: string): Promise<void> {
      const row = await this.response(id);
      const [number, by, at] = [row.latest + 1, `account:${writer.login}`, clock.now()];
      await manager.insert(ResponseVersionRow, {
        responseId: id,
        number,
        title: '情况通报',
        html: `<p>${words}</p>`,
        text: words,
        by,
        at,
        note: '',
      });
      await manager.update(ResponseRow, { id }, { latest: number, version: row.version + 1 });
    },
    move: (id: string, event: ResponseEvent, by: Person) =>
      source.transaction(async (inner) => {
        const { incident, response } = await lockResponse(inner, id, null);
        const act: Act = { manager: inner, actor: `account:${by.login}`, at: clock.now() };
        await moveResponse(act, incident, response, event);
        await saveIncident(inner, incident, act.at);
      }),
    response: (id: string) => manager.findOneByOrFail(ResponseRow, { id }),
    async seen(id: string) {
      const { version, latest: number } = await this.response(id);
      return { version, number };
    },
    fact: (incidentId: string, label: string) => manager.findOneByOrFail(FactRow, { incidentId, label }),
    duty: (incidentId: string, unit: string) => manager.findOneByOrFail(AssignmentRow, { incidentId, unit }),
  };
}
export type ApprovalDesk = Awaited<ReturnType<typeof createDesk>>;

export const TEXT = '11月18日上午8时许，兑镇镇一处工地发生坍塌，造成3人死亡、5人受伤。';

/** People of two departments, the office and the publicity department, and what they do most. */
export async function createCast() {
  const desk = await createDesk();
  const writer = await desk.person('liaison', SAFETY);
  const health = await desk.person('liaison', HEALTH);
  const leader = await desk.person('leader', SAFETY);
  const office = await desk.person('office', OFFICE);
  const monitor = await desk.person('monitor', PUBLICITY);
  const officeLeader = await desk.person('leader', OFFICE);
  const actor = ({ login }: Person) => `account:${login}`;
  const state = async (id: string) => (await desk.response(id)).state;
  const told = async (incident: IncidentRow) =>
    (
      await desk.manager.find(AnnouncementRow, {
        where: { incidentId: incident.id },
        order: { createdAt: 'ASC' },
      })
    ).map(({ template, unit, audience }) => `${template} ${unit} ${audience}`);

  async function joint(words = TEXT, given: Partial<IncidentRow> = {}) {
    const incident = await desk.matter([SAFETY, HEALTH], given);
    const id = await desk.text(incident, writer, [SAFETY, HEALTH], words);
    await desk.move(id, 'submit_joint', writer);
    return { incident, id };
  }

  /** Both confirm what the text states. */
  async function confirmAll(incident: IncidentRow, ...units: string[]) {
    const rows: { id: string; proposed: string }[] = await desk.manager.query(
      `select id, proposed from fact where incident_id = $1 and removed_at is null`,
      [incident.id],
    );
    for (const unit of units)
      await desk.facts.confirm(
        incident.id,
        { unit, seen: rows.map(({ id, proposed }) => ({ factId: id, value: proposed })) },
        'account:x',
      );
  }
  const agree = async (id: string, unit: string, by: Person) =>
    desk.agreements.say(id, await desk.seen(id), { unit, agrees: true, comment: '' }, actor(by));
  const sign = async (id: string, by: Person) => desk.approvals.sign(id, await desk.seen(id), '', by);

  /** A text of one department that waits for its signatures. */
  async function waiting(given: Partial<IncidentRow> = {}) {
    const incident = await desk.matter([SAFETY], given);
    const id = await desk.text(incident, writer, [SAFETY], '已恢复供水。');
    await desk.move(id, 'submit', writer);
    return { incident, id };
  }
  return {
    desk,
    writer,
    health,
    leader,
    office,
    monitor,
    officeLeader,
    actor,
    state,
    told,
    joint,
    confirmAll,
    agree,
    sign,
    waiting,
  };
}
export type Cast = Awaited<ReturnType<typeof createCast>>;
