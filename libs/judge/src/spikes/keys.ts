import type { Judgement } from '#incidents';
import type { Directory } from '#jurisdiction';

export type SpikeKind = 'topic' | 'place' | 'word';

/** Something whose rate is watched: a topic within a township, a place, a word of interest. */
export interface SpikeKey {
  kind: SpikeKind;
  key: string;
  label: string;
}

/** Where a topic is told of no township. */
const CITYWIDE = '全市';
/** An item that names everything counts for no more than this. */
const MOST_KEYS = 24;

/**
 * What one item counts for: its topics in each certain township (or the whole city), its townships, zones, and known places,
 * and the words of interest of the profile (`levels.json`, `spikes.words`) that stand in it.
 */
export function spikeKeys(judgement: Judgement, text: string, directory: Directory): SpikeKey[] {
  if (!judgement.relevant) return [];
  const certain = judgement.places.filter(
    ({ kind, ambiguous }) => (kind === 'township' || kind === 'zone') && ambiguous.length === 0,
  );
  const towns = certain.map(({ name }) => name);
  const areas = towns.length > 0 ? towns : [CITYWIDE];
  const keys: SpikeKey[] = [];
  for (const topic of judgement.topics)
    for (const area of areas)
      keys.push({ kind: 'topic', key: `topic:${topic.no}|${area}`, label: `${area}·${topic.name}` });
  for (const name of towns) keys.push({ kind: 'place', key: `place:${name}`, label: name });
  for (const { via } of certain) if (via) keys.push({ kind: 'place', key: `place:${via}`, label: via });
  for (const word of directory.profile.levels.spikes?.words ?? [])
    if (text.includes(word)) keys.push({ kind: 'word', key: `word:${word}`, label: `“${word}”` });
  const once = new Map(keys.map((key) => [key.key, key]));
  return [...once.values()].slice(0, MOST_KEYS);
}
