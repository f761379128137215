import { judge } from '#judge';
import { route } from '#route';
import type { Routing } from '#incidents';
import { xiaoyi } from './judgements.js';

const AT = new Date('2026-11-23T09:00:00+08:00');
const ZONE = '山西孝义经济开发区管委会';
const NAME = '晋玉示例化学';

/** The city with this enterprise entered: where it lies, and which trade it is of. */
const city = (parent: string, unit?: string) =>
  xiaoyi((profile) => {
    const [place] = profile.places.filter(({ kind, type }) => kind === 'known' && type === 'company');
    const [body] = profile.bodies.filter(({ kind }) => kind === 'company');
    profile.places = [
      ...profile.places,
      { ...place!, code: 'known-example', name: NAME, aliases: [], parent },
    ];
    if (unit) profile.bodies = [...profile.bodies, { ...body!, words: [NAME], unit }];
  });

function routed(text: string, directory: ReturnType<typeof city>): Routing {
  const item = {
    id: '1',
    title: text,
    text,
    source: { name: '论坛', tier: 'self' as const, scope: 'local' as const },
    discoveredAt: AT.toISOString(),
    engagement: {},
  };
  return route(judge(item, directory), directory, { at: AT });
}

/** Issue 3, item 3: enterprises → zone or industry authority; domain.zh.md 3.1: the zone is known by its enterprises only. */
describe('an enterprise that stands in the directory', () => {
  it('inside the zone makes the zone first responsible (RT-30), elsewhere its township', () => {
    const text = `${NAME}夜里排放刺鼻异味，居民睡不着。`;
    const inside = routed(text, city('zone-xiaoyi'));
    expect(inside.firstResponsible).toContain(ZONE);
    expect(inside.rules).toContain('RT-30');
    const outside = routed(text, city('141181105'));
    expect(outside.firstResponsible).toContain('梧桐镇');
    expect(outside.firstResponsible).not.toContain(ZONE);
  });

  it('brings its trade’s authority where nothing else says whose matter it is (RT-32)', () => {
    const text = `${NAME}这样的公司没人管吗，请给说法。`;
    expect(routed(text, city('141181105')).respondents).not.toContain('市能源局');
    const told = routed(text, city('141181105', '市能源局'));
    expect(told.respondents).toContain('市能源局');
    expect(told.rules).toContain('RT-32');
  });
});
