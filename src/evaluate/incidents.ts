import { IncidentIndex, type IndexEntry } from '#judge';
import { UsageError } from '../command.js';
import { readRows, stringOf } from '../lines.js';
import { scoreClusters, type ClusterScores, type GoldRow } from './cluster-scores.js';

/** Clusters the stream one item at a time in the order of the file; counts over the gold rows. */
export async function evaluateIncidents(
  streamFile: string,
  goldFile: string,
): Promise<ClusterScores & { itemsPerSecond: number }> {
  const stream = (await readRows(streamFile)).map(toEntry);
  const gold = await readRows(goldFile);
  const began = performance.now();
  const incidentOf = clusterStream(stream);
  const seconds = (performance.now() - began) / 1000;
  const times = new Map(stream.map(({ id, at }) => [id, at.getTime()]));
  const rows = gold.map((row, i) => readGold(row, i, goldFile, times));
  return {
    ...scoreClusters(rows, (id) => incidentOf.get(id)!),
    itemsPerSecond: Math.round(stream.length / seconds),
  };
}

/** Incident of each entry, by the same index as the workers'. */
export function clusterStream(stream: readonly IndexEntry[]): Map<string, string> {
  const index = new IncidentIndex();
  const incidentOf = new Map<string, string>();
  for (const entry of stream) {
    const { incidentId, duplicateOf } = index.find(entry);
    const incident = incidentId ?? entry.id;
    index.add(entry, incident, duplicateOf);
    incidentOf.set(entry.id, incident);
  }
  return incidentOf;
}

/** A row of wording alone: without a directory there are no places, bodies or topics. */
export function toEntry(row: Record<string, unknown>, i = 0): IndexEntry {
  const time = stringOf(row['time']) || stringOf(row['publishedAt']);
  return {
    id: idOf(row['id']) ?? String(i),
    title: stringOf(row['title']),
    text: stringOf(row['text']),
    ...(typeof row['url'] === 'string' ? { url: row['url'] } : {}),
    at: time ? new Date(time) : new Date(0),
    places: [],
    localities: [],
    bodies: [],
    topics: [],
  };
}

function readGold(
  row: Record<string, unknown>,
  i: number,
  file: string,
  times: ReadonlyMap<string, number>,
): GoldRow {
  const id = idOf(row['id']) ?? '';
  const at = times.get(id);
  if (at === undefined) throw new UsageError(`${file}: row ${i + 1}: id ${id} is not in the stream`);
  return {
    id,
    incident: stringOf(row['incident']),
    kind: row['kind'] === 'hard_neg' ? 'hard_neg' : 'pos',
    at,
  };
}

const idOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;
