import { body, decider, NOVEMBER, signal, topic, xiaoyi } from '../../../test/routing/judgements.js';
import { coordinate } from './index.js';

const directory = xiaoyi();
const on = (no: number, part = {}) => topic(directory, no, part);
const decide = decider(directory);

describe("a superior's order on record (RT-06)", () => {
  const named = body('unit', { unit: '市审计局', conduct: true });

  it('names who assists; what the text says of others decides who answers', () => {
    const routing = decide(
      { topics: [on(28)], bodies: [named] },
      { assignedBySuperior: true, orderedUnits: ['市发改局', '市审计局'] },
    );
    expect(routing.respondents).toEqual(['市审计局']);
    expect(routing.assisting).toEqual(['市发改局', '市城市管理局']);
    expect(routing.rules).toContain('RT-06');
  });

  it('leaves a unit out that is itself reported, and knows its name of today', () => {
    const routing = decide(
      {
        topics: [on(28)],
        eventLevel: 'III',
        signals: [signal('misconduct', '市审计局')],
      },
      { orderedUnits: ['市审计局', '市扶贫开发服务中心'] },
    );
    expect(JSON.stringify([routing.assisting, routing.respondents])).not.toContain('市审计局');
    expect(routing.assisting).not.toContain('市扶贫开发服务中心');
    expect(routing.flags).toContain('renamed_unit');
  });
});

describe('a coordinator outside the installation (RT-55)', () => {
  it('is acted for until it has confirmed', () => {
    const waiting = decide({ topics: [on(20)] });
    expect([waiting.actingCoordinator, waiting.rules]).toEqual([
      '市政府办公室',
      expect.arrayContaining(['RT-55']),
    ]);
    const confirmed = decide({ topics: [on(20)] }, { confirmedCoordinators: ['吕梁市生态环境局'] });
    expect(confirmed.actingCoordinator).toBeNull();
    expect(confirmed.rules).not.toContain('RT-55');
    expect(confirmed.coordinators).toEqual(waiting.coordinators);
  });

  it('is acted for while one of several has not confirmed', () => {
    const routing = decide({ topics: [on(20), on(49)] }, { confirmedCoordinators: ['吕梁市生态环境局'] });
    expect(routing.actingCoordinator).toBe('市政府办公室');
    expect(routing.why.find(({ rule }) => rule === 'RT-55')?.because).not.toContain('吕梁市生态环境局');
    expect(
      coordinate(['市税务局'], directory, NOVEMBER, ['国家税务总局吕梁市税务局']).actingCoordinator,
    ).toBeNull();
  });
});

it('an office that was renamed keeps its part under its new name', () => {
  const renamed = xiaoyi((profile) => {
    const office = profile.units.find(({ name }) => name === '市政府办公室')!;
    const others = profile.units.filter((unit) => unit !== office);
    const ended = { ...office, aliases: [], validTo: '2026-10-31', successor: '市政府综合办公室' };
    profile.units = [...others, ended, { ...office, name: '市政府综合办公室', validFrom: '2026-11-01' }];
  });
  const pooled = decider(renamed)({});
  expect([pooled.respondents, pooled.coordinators[0]?.lead]).toEqual([
    ['市政府综合办公室'],
    '市政府综合办公室',
  ]);
  expect(decider(renamed)({ topics: [on(20)] }).actingCoordinator).toBe('市政府综合办公室');
  expect(decider(renamed)({}, { at: new Date('2026-10-01T09:00:00+08:00') }).respondents).toEqual([
    '市政府办公室',
  ]);
});
