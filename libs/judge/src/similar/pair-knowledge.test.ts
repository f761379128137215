import { learnPairs } from './pair-knowledge.js';
import { gramBucket, pairText } from './pair-text.js';
import { Surroundings } from './surroundings.js';

const pair = (a: string, b: string) => [pairText(a), pairText(b)] as const;

describe('what pairs teach without labels', () => {
  const pairs = [
    pair('杏坡大桥昨日坍塌', '网友问杏坡大桥怎么了'),
    pair('昨日柳沟煤矿透水', '柳沟煤矿的消息'),
    pair('东关小学开学', '昨日东关小学放假'),
  ];
  const { topicality } = learnPairs(pairs);

  it('is what they are about: shared by both texts wherever it stands', () => {
    expect(topicality.of(gramBucket('柳沟'), false, false)).toBeGreaterThan(
      topicality.of(gramBucket('昨日'), false, false),
    );
  });

  it('leaves out what the asked pair itself tells', () => {
    const unseen = topicality.of(gramBucket('从未'), false, false);
    expect(topicality.of(gramBucket('柳沟'), true, true)).toBeCloseTo(unseen, 10);
    expect(topicality.of(gramBucket('昨日'), false, true)).toBeLessThan(unseen);
  });
});

describe('surroundings', () => {
  const surroundings = new Surroundings(['去杏坡大桥', '杏坡大桥|塌了', '看杏坡大桥边', '杏坡大桥上']);

  it('tell a whole name from part of one', () => {
    expect(surroundings.of('杏坡大桥', [])).toEqual({ times: 4, variety: 3 });
    expect(surroundings.of('坡大', [])).toEqual({ times: 4, variety: 1 });
  });

  it('count the texts asked about as if they had been learned', () => {
    const more = new Surroundings(['去杏坡大桥', '杏坡大桥|塌了', '看杏坡大桥边', '杏坡大桥上', '在大桥下']);
    expect(surroundings.of('大桥', ['在大桥下'])).toEqual(more.of('大桥', []));
    expect(surroundings.of('柳沟', ['柳沟柳沟'])).toEqual({ times: 2, variety: 2 });
  });
});
