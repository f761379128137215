import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#config';
import { inForce } from '#jurisdiction';
import { judged, judgedOpen, xiaoyi } from '../support/judging.js';

const file = path.join(
  projectRoot(),
  process.env['HUIYIN_TEST_DATA'] ?? '../shared/data',
  'divisions/lvliang_villages.csv',
);
const present = existsSync(file);
if (!present) console.warn(`skipped: no ${file} (set HUIYIN_TEST_DATA)`);

interface Village {
  name: string;
  area: string;
  street: string;
}

const villages = (): Village[] =>
  readFileSync(file, 'utf8')
    .split(/\r?\n/u)
    .slice(1)
    .filter(Boolean)
    .map((line) => {
      const [, name = '', , area = '', street = ''] = line.split(',');
      return { name: name.replace(/(?:民委员会|委会|居委会|民委员)$/u, ''), area, street };
    });

const today = new Date('2026-11-18T09:00:00+08:00');
const own = xiaoyi.profile.jurisdiction.name;

/** Every second village of the neighbours: each text takes a fraction of a millisecond, the sum should stay small. */
const neighbours = present ? villages().filter(({ area }, at) => area !== own && at % 2 === 0) : [];

(present ? describe : describe.skip)('villages of the neighbours', () => {
  it.each([
    [
      'with county and township',
      ({ area, street, name }: Village) => `${area}${street}${name}停水三天没人管`,
    ],
    ['with the county only', ({ area, name }: Village) => `${area}${name}停水三天没人管`],
  ])('%s are none of ours', (_how, write) => {
    const taken = neighbours.filter((village) => judged(write(village)).relevant);
    expect(taken.map(write)).toEqual([]);
    const open = neighbours.filter((village) => judgedOpen(write(village)).relevant);
    expect(open.map(write)).toEqual([]);
  });
});

describe('villages of ours', () => {
  const ours = xiaoyi.profile.places.flatMap((place) => {
    const township = xiaoyi.townshipOf(place, today)?.place;
    return place.kind === 'village' && inForce(place, today) && township ? [{ place, township }] : [];
  });

  it.each([
    ['with city and township', (name: string, township: string) => `${own}${township}${name}停水三天没人管`],
    ['with the township', (name: string, township: string) => `${township}${name}停水三天没人管`],
  ])('%s are found there, whoever writes', (_how, write) => {
    const wrong = ours.filter(({ place, township }) => {
      const text = write(place.name, township.name);
      return [judged(text), judgedOpen(text)].some(
        ({ places }) => places.length !== 1 || places[0]?.name !== township.name,
      );
    });
    expect(wrong.map(({ place, township }) => write(place.name, township.name))).toEqual([]);
  });

  it('alone are found in their township, or left open where two bear the name', () => {
    const wrong = ours.filter(({ place, township }) => {
      const [hit] = judged(`${place.name}停水三天没人管`).places;
      const open = hit?.ambiguous.some((name) => name.startsWith(township.name)) ?? false;
      return hit?.name !== township.name && !open;
    });
    expect(wrong.map(({ place, township }) => `${township.name} ${place.name}`)).toEqual([]);
  });
});
