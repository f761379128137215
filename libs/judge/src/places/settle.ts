import type { PlaceHit } from '#incidents';
import type { Directory } from '#jurisdiction';

/** "巩义" adds nothing beside "巩义市孝义街道". */
export const outsideOnce = (hits: readonly PlaceHit[]): PlaceHit[] =>
  hits.filter((hit) => !hits.some((other) => other !== hit && other.name.includes(hit.name)));

/** Once a township is certain, a village that could lie there or elsewhere adds nothing (赵家庄 beside 下堡镇). */
export function certainFirst(hits: PlaceHit[]): PlaceHit[] {
  const certain = hits.filter((hit) => hit.ambiguous.length === 0);
  return certain.length > 0 ? certain : hits;
}

/** The city itself, where nothing of it is named more nearly. */
export function cityHit(
  directory: Directory,
  found: { words: string[]; via: string | null; label: boolean; elsewhere: boolean; doubtful: boolean },
): PlaceHit {
  const { name, code } = directory.profile.jurisdiction;
  const { words, via, label } = found;
  const whole = words.some((word) => word.includes(name));
  let confidence = label ? 0.5 : whole ? 0.97 : 0.9;
  if (!label && found.elsewhere) confidence -= 0.1;
  if (!label && found.doubtful) confidence -= 0.2;
  return {
    name,
    kind: 'city',
    code,
    via,
    ambiguous: [],
    words,
    confidence: Math.round(confidence * 100) / 100,
    ...(label && { because: `只有发布位置写着“${words.join('、')}”，文中未写明事发地，须核实。` }),
    ...(via && !label && { because: `“${via}”在本市，所在乡镇（街道）待核实或不止一个。` }),
  };
}
