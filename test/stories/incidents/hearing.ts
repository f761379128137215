import { itemKey } from '#collect';
import { storeItems, type NewItem } from '#collect/service';
import { IncidentRow } from '#incidents/service';
import { JudgeStep } from '#judge/service';
import { readDirectory } from '#jurisdiction/service';
import type { Hub } from './hub.js';

/** People without heating: a matter of no emergency, told by whoever lives there. */
export const COLD = '新义街道绿城社区的小区连续三天暖气不热，老人孩子在家穿着棉衣，物业和供热公司互相推诿。';

let keys = 0;

/** What is heard and judged in stories of levels and urgency. */
export const hearingOf = (hub: () => Hub) => ({
  newItem: (text: string, part: Partial<NewItem> = {}): NewItem => ({
    key: itemKey('test', String((keys += 1))),
    channel: 'import',
    title: text.slice(0, 16),
    text,
    source: { name: '测试来源', tier: 'self', scope: 'local' },
    discoveredAt: hub().clock.now(),
    ...part,
  }),
  store: (...items: NewItem[]) => {
    const { source, jurisdictionId } = hub();
    return source.transaction(async (manager) =>
      storeItems(manager, await readDirectory(manager, jurisdictionId), jurisdictionId, items),
    );
  },
  judge: () => {
    const { source, clock, woken, jurisdictionId } = hub();
    return new JudgeStep(source, clock, woken, readDirectory).run(jurisdictionId);
  },
  /** The one matter there is. */
  only: async (): Promise<IncidentRow> => {
    const rows = await hub().manager.find(IncidentRow, { order: { createdAt: 'ASC', number: 'ASC' } });
    expect(rows).toHaveLength(1);
    return rows[0] as IncidentRow;
  },
  /** Its statutory clocks, as "DL-03 running". */
  clocks: async (id: string) =>
    (await hub().deadlines(id))
      .filter(({ kind }) => kind === 'statutory')
      .map(({ rule, state }) => `${rule} ${state}`),
});
