import fc from 'fast-check';
import { BLOCK, BLOCKS, Frequencies, rebuiltFrom } from './frequencies.js';
import { Boilerplate } from './boilerplate.js';
import { GENERATION } from '../text/recurring.js';
import { IncidentIndex } from './incident-index.js';
import type { IndexEntry } from './types.js';

const subjects = [
  '暖气不热，室温只有十三度',
  '半夜停水没有通知',
  '路灯坏了一个月',
  '施工噪声扰民',
  '垃圾堆成了山',
];
const compounds = ['城东花园', '西关社区', '南街老楼', '金河小区'];
const texts = fc.array(
  fc.record({
    subject: fc.constantFrom(...subjects),
    compound: fc.constantFrom(...compounds),
    tail: fc.constantFrom('请尽快处理', '反映多次没有结果', '到底谁来管', '已经投诉过了'),
    day: fc.integer({ min: 0, max: 40 }),
  }),
  { minLength: 2, maxLength: 40 },
);

const entryOf = (
  { subject, compound, tail, day }: { subject: string; compound: string; tail: string; day: number },
  i: number,
): IndexEntry => ({
  id: `item-${i}`,
  title: `${compound}${subject.slice(0, 4)}`,
  text: `${compound}${subject}，${tail}。`,
  at: new Date(Date.parse('2026-11-01T08:00:00+08:00') + day * 86_400_000),
  places: [],
  localities: [],
  bodies: [],
  topics: [],
});

function take(index: IncidentIndex, entry: IndexEntry): { incident: string; duplicateOf: string | null } {
  const { incidentId, duplicateOf } = index.find(entry);
  const incident = incidentId ?? `incident of ${entry.id}`;
  index.add(entry, incident, duplicateOf);
  return { incident, duplicateOf };
}

describe('an index rebuilt from rows', () => {
  it('answers as the one that never stopped, wherever it was stopped', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (stream, nat) => {
        const entries = stream.map(entryOf);
        const stop = nat % entries.length;
        const living = new IncidentIndex({ window: 50 });
        const answers = entries.map((entry) => take(living, entry));
        const rebuilt = new IncidentIndex({ window: 50 });
        for (let i = 0; i < stop; i++)
          rebuilt.add(entries[i]!, answers[i]!.incident, answers[i]!.duplicateOf);
        const after = entries.slice(stop).map((entry) => take(rebuilt, entry));
        expect(after).toEqual(answers.slice(stop));
      }),
      { numRuns: 20 },
    );
  });

  it('needs nothing but the words of what left the window', () => {
    const entries = Array.from({ length: 30 }, (_, i) =>
      entryOf({ subject: subjects[i % 5]!, compound: compounds[i % 4]!, tail: '请尽快处理', day: i }, i),
    );
    const living = new IncidentIndex({ window: 8 });
    const answers = entries.map((entry) => take(living, entry));
    const rebuilt = new IncidentIndex({ window: 8 });
    entries.slice(0, 12).forEach((entry) => rebuilt.learn(entry));
    for (let i = 12; i < 20; i++) rebuilt.add(entries[i]!, answers[i]!.incident, answers[i]!.duplicateOf);
    expect(entries.slice(20).map((entry) => take(rebuilt, entry))).toEqual(answers.slice(20));
  });
});

describe('frequencies', () => {
  const item = (i: number) => Int32Array.of(i % 7, 8 + (i % 5));

  it('know the same of the same newest items, however long they have run', () => {
    const count = (BLOCKS + 3) * BLOCK + 1_234;
    const before = 2 * BLOCK;
    const living = new Frequencies(4);
    const begun = new Frequencies(4, before);
    for (let i = 0; i < count; i++) {
      living.learn(item(i));
      if (i >= before) begun.learn(item(i));
    }
    expect(begun.items).toBe(living.items);
    expect(living.items).toBe(BLOCKS * BLOCK + 1_234);
    for (let feature = 0; feature < 16; feature++) expect(begun.of(feature)).toBe(living.of(feature));
  });

  it('are read again from a block on that holds all the oldest item of the window was weighed by', () => {
    expect(rebuiltFrom(60_000, 30_000)).toBe(0);
    const from = rebuiltFrom(200_000, 30_000);
    expect(from % BLOCK).toBe(0);
    expect(from % GENERATION).toBe(0);
    expect(200_000 - 30_000 - from).toBeGreaterThanOrEqual((BLOCKS + 1) * BLOCK);
  });
});

describe('lines a site sets under everything', () => {
  const line = '欢迎关注本站公众号获取更多消息';

  it('are left out after three titles, in this generation and the next', () => {
    const boilerplate = new Boilerplate(GENERATION - 3);
    for (const title of ['停水通知', '道路封闭', '供暖调整']) boilerplate.learn(title, `正文不同。${line}`);
    expect(boilerplate.strip(`新的一件事，${line}`)).toBe('新的一件事');
    expect(boilerplate.strip(`离路口1.2公里，${line}`)).toBe('离路口1.2公里');
  });

  it('do not swallow the clauses of others, however many there are', () => {
    const boilerplate = new Boilerplate();
    for (let i = 0; i < 20_000; i++)
      boilerplate.learn(`题目${i}号`, `第${i}户反映水管漏水，${i}号楼顶层没有人修，${line}`);
    expect(boilerplate.strip(`某村的桥塌了半边，车过不去，${line}`)).toBe('某村的桥塌了半边，车过不去');
  });
});
