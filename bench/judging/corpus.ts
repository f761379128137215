import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Directory } from '#jurisdiction';
import { renderFeed } from '../../src/rehearsal/formats.js';
import { Random } from '../random.js';
import { Posts } from '../texts.js';

export interface Letter {
  id: string;
  title: string;
  text: string;
  at: Date;
}

/** Sentences from which one learns how letters go on. */
const ENOUGH = 10_000;
/** Signs a letter goes on with at random after two others. */
export type Followers = ReadonlyMap<string, string>;
/** Letters that others may repeat or go on about. */
const RECENT = 500;
const STARTS = Date.parse('2026-11-23T08:00:00+08:00');

/**
 * Endless letters of some `length` signs, each going on sign by sign as real letters do after the
 * same two signs (as invented posts do, where no real ones are at hand): the words of the trade in their usual numbers, and no
 * stretch that stands in many letters, which would make copies of all of them. Two thirds name a place of the gazetteer, a tenth repeats a recent letter with its end cut
 * off, a tenth goes on about one. The same seed gives the same letters.
 */
export class Letters {
  private readonly random: Random;
  private readonly told: Letter[] = [];
  private next = 0;

  constructor(
    private readonly sentences: readonly string[],
    private readonly followers: Followers,
    private readonly places: readonly string[],
    seed: number,
    private readonly length: number,
  ) {
    this.random = new Random(seed);
  }

  one(): Letter {
    const letter = this.write();
    this.told.push(letter);
    if (this.told.length > RECENT) this.told.shift();
    return letter;
  }

  many(count: number): Letter[] {
    return Array.from({ length: count }, () => this.one());
  }

  private write(): Letter {
    const number = this.next++;
    const head = { id: `b${number}`, at: new Date(STARTS + number * 20_000) };
    const kind = this.random.next();
    const earlier = this.told.length > 0 && kind < 0.2 ? this.random.pick(this.told) : null;
    if (earlier && kind < 0.1)
      return {
        ...head,
        title: `转：${earlier.title}`,
        text: earlier.text.slice(0, earlier.text.length * 0.85),
      };
    const place = this.random.next() < 0.66 ? this.random.pick(this.places) : '';
    const text = this.goOn(earlier ? earlier.text.slice(0, this.length / 2) : place);
    return { ...head, title: earlier?.title ?? text.slice(0, 20), text };
  }

  private goOn(start: string): string {
    const signs = start.split('');
    while (signs.length < this.length) {
      const next = this.followers.get(`${signs.at(-2) ?? ''}${signs.at(-1) ?? ''}`);
      if (next) signs.push(next[this.random.between(0, next.length - 1)]!);
      else signs.push(...this.random.pick(this.sentences).slice(0, 2).split(''));
    }
    return signs.join('');
  }
}

/** What letters are put together from. */
export function sourceOf(
  directory: Directory,
  testDataDir: string,
): { sentences: string[]; followers: Followers; real: boolean } {
  const file = join(testDataDir, 'messages/stream.jsonl');
  const real = existsSync(file);
  const texts = real
    ? readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line) => (line.trim() ? [(JSON.parse(line) as { text: string }).text] : []))
    : posts(directory);
  const sentences = texts.flatMap((text) => text.match(/[^。！？\n]{8,80}[。！？]/gu) ?? []);
  return { sentences, followers: followersIn(sentences), real };
}

function followersIn(sentences: readonly string[]): Followers {
  const followers = new Map<string, string[]>();
  for (const sentence of sentences.slice(0, ENOUGH))
    for (let i = 0; i + 2 < sentence.length; i += 1) {
      const pair = sentence.slice(i, i + 2);
      const known = followers.get(pair);
      if (known) known.push(sentence[i + 2]!);
      else followers.set(pair, [sentence[i + 2]!]);
    }
  return new Map([...followers].map(([pair, next]) => [pair, next.join('')]));
}

const posts = (directory: Directory): string[] => {
  const all = new Posts(directory, 11);
  return Array.from({ length: 4_000 }, () => all.one().text);
};

/** As an RSS document. */
export const feedOf = (letters: readonly Letter[]): Buffer =>
  renderFeed(
    'rss',
    '测速',
    'https://bench.example',
    letters.map(({ id, title, text, at }) => ({
      id,
      title,
      text,
      publishedAt: at,
      url: `https://bench.example/${id}`,
      feed: 'rss' as const,
      at: 0,
      matter: '',
    })),
  ).body;

const SYLLABLES =
  '安柏堡北滨昌长朝春大东丰凤福高古关桂海汉和河红洪后湖华黄惠吉家江金锦靖九开康兰乐李林灵龙陆马茂梅明南宁平坪旗前桥青清泉仁荣三沙山上石顺松太泰塘桃天田铁通同万王文武西溪下仙香新兴秀阳杨银永玉元云张章昭镇中竹紫';
const KINDS = ['村', '庄', '社区', '镇', '乡', '街道', '小区', '路', '学校', '煤矿', '营', '沟', '铺', '寨'];

/** Names of places as the country has them, none twice. */
export function placeNames(count: number, seed: number): string[] {
  const random = new Random(seed);
  const names = new Set<string>();
  const syllable = () => SYLLABLES[random.between(0, SYLLABLES.length - 1)]!;
  while (names.size < count) {
    const length = random.between(2, 4);
    let name = '';
    for (let i = 0; i < length; i += 1) name += syllable();
    names.add(`${name}${random.pick(KINDS)}`);
  }
  return [...names];
}

/** Words to be found: half of them cut out of the sentences, so that a letter holds dozens, half of them nowhere. */
export function keywords(sentences: readonly string[], count: number, seed: number): string[] {
  const random = new Random(seed);
  const words = new Set<string>();
  while (words.size < count / 2) {
    const sentence = random.pick(sentences);
    const at = random.between(0, sentence.length - 3);
    const word = sentence.slice(at, at + random.between(2, 5));
    if (/^\p{L}{2,5}$/u.test(word)) words.add(word);
  }
  for (const name of placeNames(count, seed + 1)) if (words.size < count) words.add(name.slice(0, 3));
  return [...words];
}

/** As a line of `huiyin analyse`, from a source of the city. */
export const itemLineOf = ({ id, title, text, at }: Letter): string =>
  JSON.stringify({
    id,
    title,
    text,
    url: `https://bench.example/${id}`,
    source: { name: '来信', tier: 'self', scope: 'local' },
    publishedAt: at.toISOString(),
    discoveredAt: at.toISOString(),
  });
