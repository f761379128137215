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

const missesOf = (rows: readonly PlaceCase[]): string[] =>
  rows.flatMap((one) => {
    const what = wrong(one);
    return what ? [`${one.id} ${one.text}：${what}`] : [];
  });

describe('places, as a person judged them', () => {
  const seen = cases.filter(({ held }) => !held);
  const held = cases.filter((one) => one.held);

  it('are right for every text that was looked at while building', () => {
    expect(seen.length).toBeGreaterThan(300);
    expect(missesOf(seen)).toEqual([]);
  });

  it('are right for nearly all that were held out', () => {
    expect(held.length).toBeGreaterThan(150);
    expect(1 - missesOf(held).length / held.length).toBeGreaterThanOrEqual(0.96);
  });

  it('say how sure they are, and are never sure of what is left open', () => {
    const hits = cases.flatMap(({ text, scope }) => {
      const { places } = (scope === 'local' ? judged : judgedOpen)(text);
      return places.filter(({ kind }) => kind !== 'outside');
    });
    expect(
      hits.every(({ confidence }) => confidence !== undefined && confidence > 0.3 && confidence < 1),
    ).toBe(true);
    const open = hits.filter(({ ambiguous }) => ambiguous.length > 0);
    expect(open.length).toBeGreaterThan(5);
    expect(open.every(({ confidence = 1 }) => confidence <= 0.5)).toBe(true);
  });
});
