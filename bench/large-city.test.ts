import { profileFiles } from '#jurisdiction';
import { z } from 'zod';
import { xiaoyi } from '../test/routing/judgements.js';
import { largeCity } from './large-city.js';

const small = xiaoyi();
const size = { units: 200, places: 1_000, exceptions: 80, topics: 150 };
const large = largeCity(small, size);
const { units, places, exceptions, topics } = large.profile;

it('has the size asked for, on top of the real city', () => {
  expect([units.length, places.length, exceptions.length, topics.length]).toEqual([200, 1_000, 80, 150]);
  expect(units.slice(0, small.profile.units.length)).toEqual(small.profile.units);
  expect(new Set(units.map(({ name }) => name)).size).toBe(200);
});

it('holds what a profile may hold, and rows that compile', () => {
  for (const key of ['units', 'places', 'exceptions', 'topics'] as const)
    expect(z.safeParse(profileFiles[key], large.profile[key]).success).toBe(true);
  const everything = {
    ...nothing,
    topics: topics.map(({ name }) => name),
    units: units.map(({ name }) => name),
  };
  const rows = large.exceptions.candidates({ ...everything, villages: places.map(({ name }) => name) });
  expect(rows).toHaveLength(80);
  expect(rows.every(({ condition }) => condition.ok)).toBe(true);
});

it('has rows that are found by what they need: a matter without it looks at none', () => {
  expect(large.exceptions.candidates(nothing)).toEqual([]);
});

it('is the same each time', () => {
  expect(largeCity(small, size).profile).toEqual(large.profile);
});

const nothing = {
  topics: [],
  fields: [],
  places: [],
  villages: [],
  outside: [],
  units: [],
  bodies: [],
  words: [],
  respondents: [],
  firstResponsible: [],
  assisting: [],
  signals: [],
  mustRespond: [],
  eventLevel: '无',
  opinionLevel: '一般',
  tone: '中性',
  provisional: false,
  inZone: false,
  assignedBySuperior: false,
  dead: 0,
  injured: 0,
  missing: 0,
  trapped: 0,
  atRisk: 0,
  month: 11,
};
