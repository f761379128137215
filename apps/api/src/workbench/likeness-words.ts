import type { Comparison } from '#judge';
import type { NearestIncidents } from '#judge/service';
import type { LikenessPart, LikenessView } from '../contract/index.js';

type Near = NearestIncidents['near'][number];

/** How like an incident a text is, part by part, in words. */
export function presentLikeness(near: Near, { joinsFrom, suggestedFrom }: NearestIncidents): LikenessView {
  const { similarity: total, wording, subject, shared } = near;
  return {
    total,
    joinsFrom,
    suggestedFrom,
    parts: [
      { name: '用词', words: percent(wording), effect: wording >= ALIKE ? 'nearer' : 'none' },
      { name: '所说的事', words: percent(subject), effect: subject >= ALIKE ? 'nearer' : 'none' },
      compared('主题', shared.topics),
      compared('地点', shared.places),
      compared('村社', shared.localities),
      compared('单位', shared.bodies),
      { name: '时间', words: apart(shared.days), effect: shared.days > LONG ? 'apart' : 'none' },
    ],
  };
}

/** Cosine from which two texts are told in the same words. */
const ALIKE = 0.2;
/** Days after which time begins to tell: a fifth of the likeness is gone. */
const LONG = 138;

const percent = (share: number): string => `${Math.round(Math.min(share, 1) * 100)}%`;

const WORDS: Record<Comparison, [string, LikenessPart['effect']]> = {
  shared: ['相同', 'nearer'],
  apart: ['不同', 'apart'],
  unknown: ['有一方没有写明', 'none'],
};

function compared(name: string, how: Comparison): LikenessPart {
  const [words, effect] = WORDS[how];
  return { name, words, effect };
}

const apart = (days: number): string => (days < 1 ? '同一天前后' : `相隔${Math.round(days)}天`);
