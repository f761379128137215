import type { PlaceHit } from '#incidents';

/** "巩义" adds nothing beside "巩义市孝义街道". */
export const outsideOnce = (hits: readonly PlaceHit[]): PlaceHit[] =>
  hits.filter((hit) => !hits.some((other) => other !== hit && other.name.includes(hit.name)));

/** Once a township is certain, a village that could lie there or elsewhere adds nothing (赵家庄 beside 下堡镇). */
export function certainFirst(hits: PlaceHit[]): PlaceHit[] {
  const certain = hits.filter((hit) => hit.ambiguous.length === 0);
  return certain.length > 0 ? certain : hits;
}
