import type { EntityManager } from 'typeorm';
import { IncidentRow, NoticeRow } from '#incidents/service';
import { EndpointRow } from '#jurisdiction/service';
import { seal } from '#secrets';
import type { Random } from '../../bench/random.js';
import { says, TestProvider } from '../support/provider.js';
import { UNITS } from './load.js';

/** Codes under HTTP 200: refused for good, busy for the moment, taken. */
const CODES = [93000, -1, 0, 0, 0];

/** Robots of groups that answer 200 and mean no. */
export class Robots {
  /** Numbers of the matters they took a message of, and when. */
  private readonly took: { number: string; at: number }[] = [];

  private constructor(private readonly provider: TestProvider) {}

  static async start(random: Random): Promise<Robots> {
    const robots = new Robots(await TestProvider.start());
    robots.provider.behave = (asked, response) => {
      const code = random.pick(CODES);
      const number = /障碍-\d+/.exec(asked.body)?.[0];
      if (code === 0 && number) robots.took.push({ number, at: Date.now() });
      says({ errcode: code, errmsg: code === 0 ? 'ok' : 'no' })(asked, response);
    };
    return robots;
  }

  /** One for each unit. @returns its id by unit */
  async settle(
    manager: EntityManager,
    jurisdictionId: string,
    key: Buffer,
  ): Promise<ReadonlyMap<string, string>> {
    const settings = JSON.stringify({ url: `${this.provider.url}/send?key=k`, mentionAll: false });
    const ids = new Map<string, string>();
    for (const unit of UNITS) {
      const row = manager.create(EndpointRow, {
        jurisdictionId,
        kind: 'wecom',
        name: `${unit}群`,
        units: [unit],
        settingsSealed: seal(key, settings),
        enabled: true,
        createdBy: 'account:test',
        createdAt: new Date(),
      });
      ids.set(unit, (await manager.save(row)).id);
    }
    return ids;
  }

  /** What they took, in the terms of notices: each matter has one message to a robot. */
  async arrivals(manager: EntityManager): Promise<{ messageId: string; at: number }[]> {
    const arrivals: { messageId: string; at: number }[] = [];
    for (const { number, at } of this.took) {
      const incident = await manager.findOneByOrFail(IncidentRow, { number });
      const { id } = await manager.findOneByOrFail(NoticeRow, { incidentId: incident.id, channel: 'wecom' });
      arrivals.push({ messageId: `<${id}@huiyin>`, at });
    }
    return arrivals;
  }

  close(): Promise<void> {
    return this.provider.close();
  }
}
