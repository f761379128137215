import type { PlaceHit } from '#incidents';
import { judged } from '../../../../test/support/judging.js';
import { mergedAsides, mergedPlaces } from './merge-places.js';

const place = (part: Partial<PlaceHit> = {}): PlaceHit => ({
  name: '下堡镇',
  kind: 'township',
  code: '1',
  via: '赵家庄',
  ambiguous: [],
  words: ['赵家庄'],
  ...part,
});

describe('places of two items of one matter', () => {
  it('are sure as the surer, certain where one is, and named directly where one names the township', () => {
    const open = place({ ambiguous: ['下堡镇·赵家庄', '新义街道·赵家庄'], confidence: 0.5 });
    const named = place({ via: null, words: ['下堡镇'], confidence: 0.95 });
    expect(mergedPlaces([open], [named])).toEqual([
      { ...named, ambiguous: [], words: ['赵家庄', '下堡镇'], confidence: 0.95 },
    ]);
  });

  it('keep a doubt only where both have it', () => {
    const doubt = place({ because: '只有发布位置。' });
    expect(mergedPlaces([doubt], [place()])[0]).not.toHaveProperty('because');
    expect(mergedPlaces([doubt], [doubt])[0]).toHaveProperty('because');
  });

  it('what stood aside in one and is the place of the event in the other stands aside no more', () => {
    const aside = judged('家住崇文街道的李女士在高阳镇赶集时被撞伤');
    expect(aside.asides).toMatchObject([{ name: '崇文街道', role: 'home', words: ['崇文街道'] }]);
    const scene = judged('崇文街道停水');
    const places = mergedPlaces(aside.places, scene.places);
    expect(places.map(({ name }) => name)).toEqual(['高阳镇', '崇文街道']);
    expect(mergedAsides(aside, scene, places)).toEqual({});
    const both = mergedPlaces(aside.places, aside.places);
    expect(mergedAsides(aside, aside, both).asides).toHaveLength(1);
  });
});
