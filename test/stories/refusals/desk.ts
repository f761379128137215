import {
  ExtensionActions,
  ExtensionRow,
  FirstReportActions,
  PoolActions,
  RefusalActions,
  RefusalRow,
  type AssignmentRow,
  type Refusing,
} from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { Rulings, type Ruling } from '#route/service';
import { judged, place, topic } from '../../routing/judgements.js';
import { createHub, judgedIncident, policy, type Hub } from '../incidents/hub.js';

/** Heating in a street: 市城市管理局 answers, 新义街道 is responsible with it (RT-10). */
export const heating = (hub: Hub, part: Parameters<typeof judged>[0] = {}) =>
  judged({ topics: [topic(hub.directory, 30)], places: [place(hub.directory, '新义街道')], ...part });

/** The hub with everything a refusal needs; the office's people rule unless a test says otherwise. */
export async function createRefusalDesk() {
  const hub = await createHub();
  const { source, clock, woken, manager } = hub;
  const refusals = new RefusalActions(source, clock, woken, readDirectory, policy);
  const rulings = new Rulings(source, clock, woken, readDirectory, policy);
  const dutyOf = async (incidentId: string, unit: string): Promise<AssignmentRow> => {
    const found = (await hub.duties(incidentId)).find(
      (duty) => duty.unit === unit && duty.state !== 'withdrawn',
    );
    if (!found) throw new Error(`${unit} has no duty`);
    return found;
  };
  return {
    ...hub,
    hub,
    refusals,
    rulings,
    extensions: new ExtensionActions(source, clock, woken, readDirectory),
    reports: new FirstReportActions(source, clock),
    pool: new PoolActions(source, clock),
    dutyOf,
    refusal: (id: string) => manager.findOneByOrFail(RefusalRow, { id }),
    extension: (id: string) => manager.findOneByOrFail(ExtensionRow, { id }),
    /** A dispatched matter of heating. */
    async dispatched(part: Parameters<typeof judged>[0] = {}): Promise<string> {
      const id = await judgedIncident(hub, heating(hub, part));
      await hub.routeStep.run(id);
      return id;
    },
    async refuse(incidentId: string, unit: string, given: Partial<Refusing> = {}): Promise<RefusalRow> {
      const duty = await dutyOf(incidentId, unit);
      const asked: Refusing = {
        ground: 'wrong_function',
        note: '供热由住建部门主管',
        proposed: ['市住建局'],
        ...given,
      };
      return refusals.refuse(duty.id, asked, `link:${unit}`);
    },
    async rule(
      refusal: RefusalRow,
      given: Partial<Ruling> = {},
      by = { actor: 'account:ban', leader: false },
    ): Promise<RefusalRow> {
      const { version } = await hub.incident(refusal.incidentId);
      const ruling: Ruling = { version, outcome: 'upheld', units: [], reason: '按三定方案', ...given };
      return rulings.rule(refusal.id, ruling, by);
    },
    /** `unit state` of every duty that must be signed, withdrawn ones too. */
    async states(incidentId: string): Promise<string[]> {
      const duties = await hub.duties(incidentId);
      return duties
        .filter((duty) => duty.mustSign)
        .map((duty) => `${duty.unit} ${duty.state}`)
        .sort();
    },
  };
}
export type RefusalDesk = Awaited<ReturnType<typeof createRefusalDesk>>;
