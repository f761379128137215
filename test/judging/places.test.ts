import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Judgement } from '#incidents';
import { judged, judgedOpen } from '../support/judging.js';

/**
 * A short text with what is right for it, judged by a person. `places` are ours: `township` or `township<village`; absent
 * where any answer is right. `open`: left to a person. `maybe`: may lie elsewhere. `outside`: part of a name elsewhere.
 * Rows marked `held` were not looked at while the search for places was built.
 */
interface PlaceCase {
  id: string;
  scope: 'local' | 'open';
  text: string;
  relevant: boolean;
  places?: string[];
  open?: boolean;
  maybe?: boolean;
  outside?: string;
  held?: boolean;
}

const cases = readFileSync(path.join(__dirname, 'places.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as PlaceCase);

const sorted = (names: readonly string[]): string => names.toSorted().join('、');

/** What is wrong, in words; null when all is right. */
function wrong(one: PlaceCase): string | null {
  const found = (one.scope === 'local' ? judged : judgedOpen)(one.text);
  if (found.relevant !== one.relevant)
    return `relevant ${found.relevant}: ${found.why.find(({ rule }) => rule === 'relevance')?.because}`;
  const inside = found.places.filter(({ kind }) => kind !== 'outside');
  const plain = inside.map(({ name, via }) => (via && wants(one, name, via) ? `${name}<${via}` : name));
  if (one.places && one.relevant && sorted(plain) !== sorted(one.places)) return `places ${sorted(plain)}`;
  return flagsWrong(one, found);
}

const wants = (one: PlaceCase, name: string, via: string): boolean =>
  one.places?.includes(`${name}<${via}`) ?? false;

function flagsWrong(one: PlaceCase, found: Judgement): string | null {
  if (one.open !== undefined && !found.flags.includes('place_ambiguous')) return 'not left open';
  if (one.open === undefined && found.flags.includes('place_ambiguous')) return 'left open';
  if (found.flags.includes('maybe_outside') !== (one.maybe ?? false)) return `maybe ${String(!one.maybe)}`;
  const { outside } = one;
  const elsewhere = found.places.filter(({ kind }) => kind === 'outside');
  if (outside && !elsewhere.some(({ name }) => name.includes(outside)))
    return `outside ${sorted(elsewhere.map(({ name }) => name))}`;
  return null;
}

const share = (rows: readonly PlaceCase[]) => {
  const misses = rows.flatMap((one) => {
    const what = wrong(one);
    return what ? [`${one.id} ${one.scope} ${one.text} | ${what}`] : [];
  });
  return { right: rows.length - misses.length, of: rows.length, misses };
};

describe('places, as a person judged them', () => {
  it.each([
    ['looked at while building', false],
    ['held out', true],
  ])('%s', (_name, held) => {
    const { right, of, misses } = share(cases.filter((one) => (one.held ?? false) === held));
    if (process.env['SHOW'] && !held) console.log(misses.join('\n'));
    console.log(held, right, of);
    expect(right / of).toBeGreaterThan(0.5);
  });
});
