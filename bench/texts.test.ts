import { join } from 'node:path';
import { projectRoot } from '#config';
import { loadDirectory } from '#jurisdiction';
import { readItemLine } from '../src/analysis/item-line.js';
import { itemLines, Posts } from './texts.js';

const directory = loadDirectory(join(projectRoot(), 'config/jurisdictions/xiaoyi'));

it('the same seed gives the same lines, another seed others', () => {
  expect(itemLines(directory, 50, 1)).toEqual(itemLines(directory, 50, 1));
  expect(itemLines(directory, 50, 2)).not.toEqual(itemLines(directory, 50, 1));
});

it('every line is an item that analyse takes', () => {
  const readings = itemLines(directory, 500, 3).map(readItemLine);
  expect(readings.filter((reading) => !reading.ok)).toEqual([]);
});

it('posts are of many villages and worries, with reposts and noise among them, and no gap left open', () => {
  const posts = new Posts(directory, 4);
  const made = Array.from({ length: 1000 }, () => posts.one());
  const text = made.map((post) => `${post.title}${post.text}`).join('\n');
  const villages = directory.profile.places.filter((place) => place.kind === 'village');
  expect(villages.filter(({ name }) => text.includes(name)).length).toBeGreaterThan(200);
  const reposts = made.filter((post) => post.title.startsWith('转：')).length;
  const elsewhere = made.filter((post) => post.text.includes('记者从有关方面了解到')).length;
  expect(reposts).toBeGreaterThan(50);
  expect(elsewhere).toBeGreaterThan(100);
  expect(text).not.toMatch(/#|undefined|NaN/);
});
