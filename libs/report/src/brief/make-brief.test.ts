import type { BriefInput, BriefItem } from './input.js';
import { makeBrief } from './make-brief.js';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-23T08:00:00+08:00');
let count = 0;
function item(text: string, given: Partial<BriefItem> & { hour?: number } = {}): BriefItem {
  count += 1;
  const { hour = count, ...rest } = given;
  return {
    id: `i${String(count).padStart(4, '0')}`,
    title: '',
    text,
    source: { name: `来源${count}`, tier: 'local' },
    at: new Date(START + hour * HOUR).toISOString(),
    duplicateOf: null,
    claim: 'none',
    tone: 'negative',
    own: false,
    ...rest,
  };
}
const input = (items: BriefItem[], given: Partial<BriefInput> = {}): BriefInput => ({
  incident: {
    title: '东湖小区停水',
    opinionLevel: '一般',
    eventLevel: 'none',
    places: [{ name: '东湖街道', words: ['东湖小区'] }],
    topics: ['供水'],
    discoveredAt: new Date(START).toISOString(),
  },
  items,
  parties: [],
  findings: [],
  published: [],
  cases: [],
  ...given,
});
beforeEach(() => (count = 0));

describe('what happened', () => {
  it('is told in sentences of the items, each with them', () => {
    const items = [
      item('东湖小区从11月20日起停水，涉及三百户居民。'),
      item('东湖小区从11月20日停水，三百户居民没有水用。'),
      item('东湖小区的物业说是主管道破裂。'),
    ];
    const brief = makeBrief(input(items));
    for (const { text, itemIds } of brief.happened) {
      const from = items.filter(({ id }) => itemIds.includes(id));
      expect(from.some((one) => one.text.includes(text))).toBe(true);
    }
    expect(brief.happened.map(({ text }) => text)).toContain('东湖小区的物业说是主管道破裂。');
    expect(brief.where).toEqual([{ name: '东湖街道', itemIds: items.map(({ id }) => id) }]);
  });

  it('calls hearsay a rumour, and leaves out what an authority has refuted', () => {
    const brief = makeBrief(
      input([
        item('听说东湖小区水里有毒。', { claim: 'unverified' }),
        item('据说东湖小区的水表全要换掉。', { claim: 'unverified' }),
        item('东湖小区停水第三天。'),
        item('警方通报：网传东湖小区水里有毒不实。', {
          claim: 'refuted',
          source: { name: '市公安局', tier: 'municipal' },
        }),
      ]),
    );
    const standing = (part: string) => brief.happened.find(({ text }) => text.includes(part))?.standing;
    expect(standing('水表')).toBe('rumour');
    expect(standing('有毒')).toBeUndefined();
    expect(brief.claims.find(({ text }) => text.includes('有毒'))?.status).toBe('refuted');
    expect(standing('第三天')).toBe('reported');
    expect(brief.happened.some(({ text }) => text.includes('不实'))).toBe(false);
    expect(brief.happened[0]?.standing).toBe('reported');
  });

  it('is established only by an editor: anybody can write that the police confirmed it', () => {
    const said = '警方通报东湖小区管道爆裂，两人受伤。';
    const standing = (tier: string) =>
      makeBrief(input([item(said, { claim: 'verified', source: { name: '甲', tier } })])).happened[0]
        ?.standing;
    expect([standing('municipal'), standing('self')]).toEqual(['verified', 'reported']);
  });

  it('says 资料不足 where there is nothing', () => {
    const brief = makeBrief(input([]));
    expect(brief.summary.map(({ text }) => text.startsWith('资料不足'))).toEqual([true, true, true]);
    expect(brief.since.text).toContain('资料不足');
    expect([brief.happened, brief.questions, brief.claims, brief.likeCases]).toEqual([[], [], [], []]);
  });

  it('masks names of private persons in what it keeps', () => {
    const brief = makeBrief(
      input([item('村民张大山称东湖小区停水三天。')], {
        findings: [
          { unit: '市水务局', truth: 'true', text: '业主李小明反映属实。', at: '2026-11-24T00:00:00Z' },
        ],
      }),
    );
    expect(JSON.stringify(brief)).not.toMatch(/张大山|李小明/);
  });
});

describe('claims', () => {
  const rumour = () => item('听说东湖小区停水是因为水厂被投毒。', { claim: 'unverified' });
  const statusOf = (given: BriefInput) =>
    makeBrief(given).claims.find(({ text }) => text.includes('投毒'))?.status;

  it('are unverified until somebody with authority has looked', () => {
    expect(statusOf(input([rumour()]))).toBe('unverified');
  });

  it('are refuted by an authority in a text an editor answers for', () => {
    const official = item('市公安局通报：网传东湖小区停水是因为水厂被投毒，经查不实。', {
      claim: 'refuted',
      source: { name: '本市日报', tier: 'municipal' },
    });
    expect(statusOf(input([rumour(), official]))).toBe('refuted');
  });

  it('are two where two things are told: what refutes the one says nothing of the other', () => {
    const deaths = item('听说东湖小区停水是因为水管爆裂，死了两个人。', { claim: 'unverified' });
    const official = item('市公安局通报：网传东湖小区停水是因为水厂被投毒，经查不实。', {
      claim: 'refuted',
      source: { name: '本市日报', tier: 'municipal' },
    });
    const brief = makeBrief(input([rumour(), deaths, official]));
    const status = (word: string) => brief.claims.find(({ text }) => text.includes(word))?.status;
    expect([status('投毒'), status('死了')]).toEqual(['refuted', 'unverified']);
    const told = brief.happened.map(({ text, standing }) => `${standing} ${text}`);
    expect(told.join()).not.toContain('投毒');
    expect(told).toContain('rumour 听说东湖小区停水是因为水管爆裂，死了两个人。');
    const company = item('供水公司称，东湖小区停水并非水管爆裂死人，没有伤亡。', {
      claim: 'denied_by_party',
    });
    const denied = makeBrief(input([rumour(), deaths, official, company]));
    expect(denied.claims.find(({ text }) => text.includes('死了'))?.status).toBe('denied_by_party');
  });

  it('are not refuted by the same words of anybody', () => {
    const anybody = item('市公安局通报：网传东湖小区停水是因为水厂被投毒，经查不实。', {
      claim: 'refuted',
      source: { name: '某网民', tier: 'self' },
    });
    expect(statusOf(input([rumour(), anybody]))).not.toBe('refuted');
  });

  it('are only denied by the company concerned, whatever it calls itself', () => {
    const company = item('水厂负责人回应称，网传东湖小区停水是因为水厂被投毒，系谣言，并无此事。', {
      claim: 'denied_by_party',
      source: { name: '本市日报', tier: 'municipal' },
    });
    const brief = makeBrief(input([rumour(), company]));
    const claim = brief.claims.find(({ text }) => text.startsWith('听说'));
    expect(claim).toMatchObject({ status: 'denied_by_party', by: null, evidenceIds: [company.id] });
    const asIfRefuted = makeBrief(input([rumour(), { ...company, claim: 'refuted' }]));
    expect(asIfRefuted.claims.find(({ text }) => text.startsWith('听说'))?.status).toBe('denied_by_party');
  });

  it('are refuted by our own published text, but not by the unit it is about', () => {
    const published = {
      id: 'p',
      unit: '市水务局',
      occasion: 'refutation',
      title: '关于东湖小区停水的说明',
      text: '网传停水是因为水厂被投毒的说法不实，实为主管道破裂。',
      at: '2026-11-24T00:00:00Z',
    };
    expect(statusOf(input([rumour()], { published: [published] }))).toBe('refuted');
    expect(statusOf(input([rumour()], { published: [published], parties: ['市水务局'] }))).not.toBe(
      'refuted',
    );
    const interpretation = { ...published, occasion: 'interpretation' };
    expect(statusOf(input([rumour()], { published: [interpretation] }))).toBe('unverified');
  });

  it('follow what a unit found, and a party concerned can confirm but not refute', () => {
    const finding = (truth: 'true' | 'false') => ({
      findings: [
        { unit: '市水务局', truth, text: '经查，停水是因为水厂被投毒一事。', at: '2026-11-24T00:00:00Z' },
      ],
    });
    expect(statusOf(input([rumour()], finding('true')))).toBe('verified');
    expect(statusOf(input([rumour()], finding('false')))).toBe('refuted');
    expect(statusOf(input([rumour()], { ...finding('false'), parties: ['市水务局'] }))).toBe(
      'denied_by_party',
    );
  });
});

describe('the rest', () => {
  it('counts by hour up to two days, by six hours and by day beyond', () => {
    const spread = (hours: number[]) => {
      count = 0;
      return makeBrief(input(hours.map((hour) => item('东湖小区停水。', { hour })))).spread;
    };
    expect(spread([0, 1, 1, 5])).toMatchObject({ stepMinutes: 60, lastDay: 4 });
    expect(spread([0, 1, 1, 5]).steps.map(({ items }) => items)).toEqual([1, 2, 0, 0, 0, 1]);
    expect(spread([0, 72]).stepMinutes).toBe(360);
    const long = spread([0, 24 * 300]);
    expect([long.stepMinutes, long.steps.length]).toEqual([1440, 120]);
  });

  it('begins days where they begin here', () => {
    const { spread } = makeBrief(
      input([item('东湖小区停水。', { hour: 0 }), item('东湖小区停水。', { hour: 24 * 12 })]),
    );
    expect(spread.steps[0]?.at).toBe('2026-11-22T16:00:00.000Z');
  });

  it('names like cases by what they have in common, the same matter first', () => {
    const past = {
      places: ['东湖街道'],
      topics: ['供水'],
      answeredAt: '2026-05-01T00:00:00Z',
      answerUrl: null,
      published: '停水原因已查明。'.repeat(40),
      same: false,
    };
    const { likeCases } = makeBrief(
      input([], {
        cases: [
          { ...past, incidentId: 'a', number: '2026-0001', title: '东湖小区停水两天' },
          { ...past, incidentId: 'b', number: '2026-0002', title: '路灯不亮', topics: [], places: [] },
          { ...past, incidentId: 'c', number: '2026-0003', title: '旧事', same: true, published: null },
        ],
      }),
    );
    expect(likeCases.map(({ incidentId }) => incidentId)).toEqual(['c', 'a']);
    expect(likeCases[1]).toMatchObject({ because: ['供水', '东湖街道'] });
    expect(likeCases[1]?.said?.length).toBe(161);
    expect(likeCases[0]?.said).toBeNull();
  });

  it('is the same for the same items in any order', () => {
    const items = Array.from({ length: 40 }, (_, i) =>
      item(i % 3 ? `东湖小区停水第${i}天，何时来水？` : `听说东湖小区要停水${i}天。`),
    );
    expect(makeBrief(input(items.toReversed()))).toEqual(makeBrief(input(items)));
  });
});
