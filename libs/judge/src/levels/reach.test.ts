import { hear, heatOf, newReach, reachAfter, recallReach, type Reach } from '#judge';
import { judged, xiaoyi } from '../../../../test/support/judging.js';
import { slowBurn } from './slow-burn.js';

const DAY = 86_400_000;
const START = new Date('2026-11-01T08:00:00+08:00').getTime();
const at = (days: number) => new Date(START + days * DAY);
const told = (reach: Reach, source: string, days: number, views = 0, duplicate = false) =>
  hear(reach, { source, at: at(days), duplicate, engagement: { views } });
const heat = (reach: Reach, ...texts: string[]) =>
  heatOf(
    reach,
    texts.map((text) => judged(text)),
    xiaoyi,
  );
const SOURCES = ['甲', '乙', '丙', '丁', '戊', '己'];

describe('the reach of a matter', () => {
  it('counts the sources of any ten days, however long the matter has gone on (OP-9)', () => {
    const slow = newReach();
    for (const [index, source] of SOURCES.entries()) told(slow, source, index * 5);
    expect(heat(slow)).toMatchObject({ independentSources: 6, recentSources: 3, spanDays: 25, items: 6 });
    expect(slowBurn(heat(slow), xiaoyi)).toBeNull();
    // Old ones speak again: six within the ten days before the last.
    for (const source of SOURCES) told(slow, source, 30);
    expect(heat(slow).recentSources).toBe(6);
    expect(slowBurn(heat(slow), xiaoyi)?.level).toBe('较大');
  });

  it('takes a copy for heat and for no voice', () => {
    const reach = told(told(newReach(), '甲', 0), '乙', 0.1, 500, true);
    expect(heat(reach)).toMatchObject({ independentSources: 1, items: 2, views: 500, lastDay: 2 });
  });

  it('adds up what 24 hours brought, and lets the rest go', () => {
    const reach = newReach();
    for (const [hour, views] of [100, 20, 3].entries()) told(reach, '甲', hour / 2, views);
    expect(heat(reach)).toMatchObject({ views: 23, lastDay: 2, items: 3 });
    told(reach, '乙', 9, 7);
    expect(heat(reach)).toMatchObject({ views: 7, lastDay: 1, items: 4 });
    // What comes late and was said long ago is heat of long ago.
    told(reach, '丙', 2, 900);
    expect(heat(reach)).toMatchObject({ views: 7, lastDay: 1, items: 5 });
  });

  it('goes on where a closed matter ended: its voices and townships count, its counts do not', () => {
    const closed = newReach();
    for (const [index, source] of SOURCES.slice(0, 5).entries()) told(closed, source, index, 9000);
    const again = told(reachAfter(closed, ['梧桐镇', '高阳镇']), '己', 8);
    expect(heat(again, '兑镇镇停水')).toMatchObject({ recentSources: 6, townships: 3, items: 1, views: 0 });
    expect(slowBurn(heat(again), xiaoyi)?.level).toBe('较大');
    const later = told(reachAfter(closed, []), '己', 40);
    expect(slowBurn(heat(later, '兑镇镇停水'), xiaoyi)).toBeNull();
  });

  it('stands as it was told when it is read from the record', () => {
    const reach = newReach();
    for (const [index, source] of SOURCES.entries()) told(reach, source, index / 10, 10);
    const sources = [...reach.sources].map(([source, time]) => ({ source, at: new Date(time) }));
    const { first, last, items, day } = reach;
    const read = recallReach({ before: [], sources, first, last, items, day: [...day] });
    expect(heat(read)).toEqual(heat(reach));
    expect(heat(told(read, '庚', 0.7, 5))).toEqual(heat(told(reach, '庚', 0.7, 5)));
  });
});
