import { IncidentIndex } from './incident-index.js';
import { nearestIncidents } from './nearness.js';
import type { IndexEntry } from './types.js';

const entry = (id: string, text: string, more: Partial<IndexEntry> = {}): IndexEntry => ({
  id,
  title: '',
  text,
  at: new Date('2026-11-18T09:00:00+08:00'),
  places: [],
  localities: [],
  bodies: [],
  topics: [],
  ...more,
});

const heating = '城东花园小区暖气三天不热，家里只有十三度，老人孩子都穿着棉衣，热力公司说在抢修。';
const heatingAgain = '城东花园的暖气还是冰凉，十三度的屋里怎么住人，热力公司抢修了几天没有结果。';
const school = '实验小学放学时门口车辆乱停，孩子过马路很危险，希望安排人员疏导交通。';

describe('nearest incidents', () => {
  const filled = () => {
    const index = new IncidentIndex();
    index.add(entry('1', heating, { places: ['东镇'], topics: ['供热'] }), 'heating');
    index.add(entry('2', school, { places: ['东镇'], topics: ['交通'] }), 'school');
    return index;
  };

  it('are those the index itself would join or suggest, with as much likeness', () => {
    const index = filled();
    const asked = entry('3', heatingAgain, { places: ['东镇'], topics: ['供热'] });
    const [first] = nearestIncidents(index, asked, 5);
    expect(first?.incidentId).toBe(index.find(asked).incidentId);
    const apart = entry('4', heatingAgain, { places: ['东镇'], topics: ['物业'] });
    const [suggested] = index.find(apart).suggestions;
    expect(nearestIncidents(index, apart, 5)[0]).toMatchObject(suggested ?? { incidentId: 'heating' });
    expect(nearestIncidents(index, apart, 5)[0]!.similarity).toBeLessThan(first!.similarity);
  });

  it('say what is shared with the nearest item of each', () => {
    const later = new Date('2026-11-21T09:00:00+08:00');
    const asked = entry('3', heatingAgain, { at: later, places: ['东镇'], topics: ['供热'] });
    const [first] = nearestIncidents(filled(), asked, 5);
    expect(first).toMatchObject({
      incidentId: 'heating',
      shared: { places: 'shared', topics: 'shared', bodies: 'unknown', localities: 'unknown', days: 3 },
    });
    expect(first!.wording).toBeGreaterThan(0.05);
  });

  it('leave out the item itself, change nothing, and name no more than asked', () => {
    const index = filled();
    const own = entry('1', heating, { places: ['东镇'], topics: ['供热'] });
    expect(nearestIncidents(index, own, 5).map(({ incidentId }) => incidentId)).not.toContain('heating');
    index.add(entry('5', heatingAgain, { places: ['东镇'], topics: ['供热'] }), 'heating');
    const alone = nearestIncidents(index, own, 5);
    expect(alone[0]?.incidentId).toBe('heating');
    expect(nearestIncidents(index, own, 5)).toEqual(alone);
    expect(nearestIncidents(index, own, 0)).toEqual([]);
  });
});
