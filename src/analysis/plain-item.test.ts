import { readBySchema, readItem } from './item-line.js';
import { plainItem, shanghaiTime } from './plain-item.js';

const whole = {
  id: 'a1',
  title: '路灯不亮',
  text: '兑镇镇路灯坏了',
  url: 'https://news.example/1',
  source: { name: '来信', tier: 'self', scope: 'local' },
  publishedAt: '2026-11-18 09:00:00',
  discoveredAt: '2026-11-18T01:30:00.000Z',
  engagement: { views: 3, comments: 0, likes: null },
  hotSearch: 'local',
  assignedBySuperior: true,
  rank: 7,
};

describe('plainItem', () => {
  it.each([
    ['everything', whole],
    ['a text alone', { id: 'b', text: '停水' }],
    [
      'absent parts as null',
      { id: 'c', title: null, text: '停水', source: null, engagement: null, facts: null },
    ],
    ['a day', { id: 'd', text: '停水', publishedAt: '2026-11-18 09:00' }],
  ])('gives what the schema gives: %s', (_, value) => {
    expect(plainItem(value)).not.toBeNull();
    expect(readBySchema(value)).toEqual({ ok: true, item: plainItem(value) });
  });

  it.each([
    ['a number for an id', { ...whole, id: 7 }],
    ['a confirmed level', { ...whole, facts: { eventLevel: 'II' } }],
    ['a tier nobody knows', { ...whole, source: { name: '', tier: 'world', scope: 'local' } }],
    ['a source without its tier', { ...whole, source: { name: '来信' } }],
    ['a count in words', { ...whole, engagement: { views: '30' } }],
    ['a time with another offset', { ...whole, publishedAt: '2026-11-18T09:00:00+09:00' }],
    ['nothing said', { id: 'e', title: ' ' }],
    ['a day that does not exist', { ...whole, publishedAt: '2026-02-30T09:00:00' }],
  ])('leaves it to the schema: %s', (_, value) => {
    expect(plainItem(value)).toBeNull();
    expect(readItem(value)).toEqual(readBySchema(value));
  });

  it.each(['2026-11-18T23:59:59Z', '1992-01-01 00:00', '2024-02-29T12:00:00.000+08:00'])(
    'reads %s',
    (time) => {
      expect(readBySchema({ id: 'a', text: 'x', publishedAt: time })).toMatchObject({
        item: { publishedAt: shanghaiTime(time) },
      });
    },
  );

  it.each(['1988-07-01T12:00:00', '2026-13-01T00:00:00', '2026-11-18T24:00:00', '18.11.2026', ''])(
    'does not read %s',
    (time) => expect(shanghaiTime(time)).toBeNull(),
  );
});
