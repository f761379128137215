import { IncidentRow, saveIncident } from '#incidents/service';
import {
  lockResponse,
  moveResponse,
  ResponseAskRow,
  ResponseRow,
  ResponseVersionRow,
} from '#respond/service';
import type { ResponseEvent } from '#respond';
import type { TestApi } from '../support/api.js';
import { makeDuty, MORNING } from '../support/rows.js';
import { makeMatter, UNIT, type Matter } from './world.js';

type City = Pick<TestApi, 'database' | 'jurisdictionId' | 'clock'>;

export const WORDS = '11月23日上午7时许，东湖街道一处管网爆裂，造成3人受伤。';

/** A text of `UNIT` (and others) that its writer has handed in for agreement or signatures. */
export async function handedIn(
  api: City,
  login: string,
  units: string[] = [UNIT],
  given: Partial<IncidentRow> = {},
): Promise<Matter & { id: string }> {
  const { manager } = api.database.source;
  const matter = await makeMatter(api, '东湖', UNIT, { state: 'signed', opinionLevel: '重大', ...given });
  await manager.query(`update assignment set state = 'signed' where incident_id = $1`, [matter.incident.id]);
  for (const unit of units.filter((one) => one !== UNIT))
    await makeDuty(manager, matter.incident, { unit, state: 'signed' });
  const { id } = await manager.save(
    manager.create(ResponseRow, {
      jurisdictionId: api.jurisdictionId,
      incidentId: matter.incident.id,
      round: 1,
      kind: 'first',
      occasion: 'statement',
      unit: UNIT,
      units,
      state: 'drafting',
      latest: 0,
      createdBy: `account:${login}`,
      createdAt: MORNING,
      rehearsal: matter.incident.rehearsal,
    }),
  );
  await rewrite(api, id, login, WORDS);
  await moveText(api, id, login, units.length > 1 ? 'submit_joint' : 'submit');
  return { ...matter, id };
}

/** The next version of a text. */
export async function rewrite(api: City, id: string, login: string, text: string): Promise<void> {
  const { manager } = api.database.source;
  const row = await manager.findOneByOrFail(ResponseRow, { id });
  await manager.insert(ResponseVersionRow, {
    responseId: id,
    number: row.latest + 1,
    title: '关于管网爆裂的情况通报',
    html: text,
    text,
    by: `account:${login}`,
    at: api.clock.now(),
    note: '',
  });
  await manager.update(ResponseRow, { id }, { latest: row.latest + 1, version: row.version + 1 });
}

export const moveText = (api: City, id: string, login: string, event: ResponseEvent): Promise<void> =>
  api.database.source.transaction(async (manager) => {
    const { incident, response } = await lockResponse(manager, id, null);
    const act = { manager, actor: `account:${login}`, at: api.clock.now() };
    await moveResponse(act, incident, response, event);
    await saveIncident(manager, incident, act.at);
  });

/** Who was asked last for a signature on a text. */
export const askOf = (api: City, responseId: string, unit: string): Promise<ResponseAskRow> =>
  api.database.source.manager.findOneOrFail(ResponseAskRow, {
    where: { responseId, unit, what: 'signature' },
    order: { number: 'DESC', at: 'DESC' },
  });
