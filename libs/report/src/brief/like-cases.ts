import { maskForUnits } from '#incidents';
import { featuresOf, likeness, Weights } from '../text/vectors.js';
import type { BriefInput, PastCase } from './input.js';
import type { LikeCase } from './types.js';

const MOST = 3;
const ALIKE = 0.35;
/** Of what was said then, so many characters. */
const SAID = 160;

/** Earlier matters like this one that the public got an answer on: the same one come up again, the same topic, place and words. */
export function likeCasesOf({ incident, cases }: Pick<BriefInput, 'incident' | 'cases'>): LikeCase[] {
  const own = featuresOf(incident.title);
  const weights = new Weights([own, ...cases.map(({ title }) => featuresOf(title))]);
  const mine = weights.vector(own);
  const places = new Set(incident.places.map(({ name }) => name));
  return cases
    .map((past) => {
      const topics = past.topics.filter((topic) => incident.topics.includes(topic));
      const shared = past.places.filter((place) => places.has(place));
      const words = likeness(mine, weights.vector(featuresOf(past.title)));
      const score =
        Number(past.same) + (topics.length > 0 ? 0.3 : 0) + (shared.length > 0 ? 0.15 : 0) + words;
      return { past, score, because: [...(past.same ? ['同一事项再次出现'] : []), ...topics, ...shared] };
    })
    .filter(({ past, score, because }) => past.same || (because.length > 0 && score >= ALIKE))
    .toSorted((a, b) => b.score - a.score || (a.past.number < b.past.number ? 1 : -1))
    .slice(0, MOST)
    .map(({ past, because }) => ({ ...told(past), because: [...new Set(because)] }));
}

function told({
  incidentId,
  number,
  title,
  answeredAt,
  answerUrl,
  published,
}: PastCase): Omit<LikeCase, 'because'> {
  const said = published?.replace(/\s+/gu, ' ').trim() ?? '';
  return {
    incidentId,
    number,
    title: maskForUnits(title),
    answeredAt,
    answerUrl,
    said: said ? (said.length > SAID ? `${said.slice(0, SAID)}…` : said) : null,
  };
}
