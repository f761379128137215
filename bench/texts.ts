import type { Item } from '#incidents';
import type { Directory, Place } from '#jurisdiction';
import { Random } from './random.js';
import {
  ATTEMPTS,
  CHAT,
  DEMANDS,
  EFFECTS,
  ELSEWHERE,
  NEWS,
  OPENINGS,
  SPOTS,
  WORRIES,
  type Worry,
} from './worries.js';

/** What a post is made from; another voice tells the same matter in other words. */
interface Matter {
  township: string;
  village: string;
  spot: string;
  worry: Worry;
  number: number;
}

export interface Post {
  title: string;
  text: string;
}

/** Posts that later ones may refer to. */
const RECENT = 60;

/**
 * Endless invented posts in the manner of the rehearsal: worries over the villages of the profile (no pair of village and
 * worry comes twice before all have come), further voices and reposts of recent ones, other places' news and small talk.
 * The same seed gives the same posts.
 */
export class Posts {
  private readonly random: Random;
  private readonly matters: [Place, Worry][];
  private next = 0;
  private readonly told: { matter: Matter; post: Post }[] = [];

  constructor(
    private readonly directory: Directory,
    seed: number,
  ) {
    this.random = new Random(seed);
    const villages = directory.profile.places.filter((place) => place.kind === 'village');
    this.matters = this.random.shuffled(
      villages.flatMap((place) => WORRIES.map((worry): [Place, Worry] => [place, worry])),
    );
  }

  one(): Post {
    const kind = this.random.next();
    const earlier = this.told.length > 0 ? this.random.pick(this.told) : null;
    if (kind < 0.15)
      return this.noise(`${this.random.pick(ELSEWHERE)}${this.random.pick(NEWS)}`, '记者从有关方面了解到');
    if (kind < 0.23) return this.noise(this.random.pick(CHAT), '随手发一下，大家周末愉快');
    if (earlier && kind < 0.33)
      return { title: `转：${earlier.post.title}`, text: `【转发】${earlier.post.text}` };
    return this.tell(earlier && kind < 0.45 ? earlier.matter : this.fresh());
  }

  private fresh(): Matter {
    const [place, worry] = this.matters[this.next++ % this.matters.length] as [Place, Worry];
    const township = this.directory.place(place.parent ?? '')?.name ?? '';
    const { random } = this;
    return { township, village: place.name, spot: random.pick(SPOTS), worry, number: random.between(2, 60) };
  }

  private tell(matter: Matter): Post {
    const { random } = this;
    const what = random.pick(matter.worry.what).replaceAll('#', String(matter.number));
    const place = this.name(matter);
    const rest = [EFFECTS, ATTEMPTS, DEMANDS]
      .filter(() => random.next() < 0.6)
      .map((pool) => random.pick(pool));
    const post = {
      title: random.next() < 0.5 ? `${place}${matter.worry.title}` : what.slice(0, 24),
      text: `${[`${random.pick(OPENINGS)}${place}${matter.spot}${what}`, ...rest].join('，')}。`,
    };
    this.told.push({ matter, post });
    if (this.told.length > RECENT) this.told.shift();
    return post;
  }

  /** As people write it: the village alone, with its township, or with the city before it. */
  private name({ township, village }: Matter): string {
    return this.random.pick([
      village,
      `${township}${village}`,
      `孝义${village}`,
      `孝义市${township}${village}`,
    ]);
  }

  private noise(pattern: string, tail: string): Post {
    const title = pattern.replaceAll('#', String(this.random.between(2, 60)));
    return { title, text: `${title}，${tail}。` };
  }
}

const SOURCES: Required<Item>['source'][] = [
  { name: '测速论坛', tier: 'self', scope: 'local' },
  { name: '测速晚报', tier: 'municipal', scope: 'open' },
  { name: '测速视频', tier: 'self', scope: 'open' },
  { name: '测速民生网', tier: 'provincial', scope: 'open' },
];

/** Posts as lines of `huiyin analyse`, one every 20 s from a Monday morning on. */
export function itemLines(directory: Directory, count: number, seed: number): string[] {
  const posts = new Posts(directory, seed);
  const start = Date.parse('2026-11-23T08:00:00+08:00');
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(start + index * 20_000).toISOString();
    const item: Item = {
      id: `b${index}`,
      ...posts.one(),
      url: `https://bench.example/${index}`,
      source: SOURCES[index % SOURCES.length],
      publishedAt: at,
      discoveredAt: at,
      engagement: { views: index % 900, comments: index % 17 },
    };
    return JSON.stringify(item);
  });
}
