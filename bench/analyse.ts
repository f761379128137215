import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Item } from '#incidents';
import { modelsOf, type LearnedModels } from '#judge';
import type { Directory } from '#jurisdiction';
import { Analyser } from '../src/analysis/analyser.js';
import { readItemLine } from '../src/analysis/item-line.js';
import { median, perSecond, type Row } from './report.js';
import { itemLines } from './texts.js';

export interface AnalyseSize {
  items: number;
  warmUp: number;
  /** Each with an empty index; the median counts. */
  rounds: number;
}

/** (a) Items a second of `huiyin analyse`, line in to line out, in this process on one thread; floor: JSON.parse alone. */
export function benchAnalyse(directory: Directory, testDataDir: string, size: AnalyseSize): Row[] {
  const model = modelsOf(directory);
  analyseAll(itemLines(directory, size.warmUp, 7), directory, model);
  const rows = [
    measure('analyse, invented items', itemLines(directory, size.items, 1), directory, model, size),
  ];
  const letters = realLetters(testDataDir, size.items);
  if (letters) rows.push(measure('analyse, real letters', letters, directory, model, size));
  return rows;
}

function measure(
  name: string,
  lines: string[],
  directory: Directory,
  model: LearnedModels,
  { rounds }: AnalyseSize,
): Row {
  const floors: number[] = [];
  const speeds: number[] = [];
  let relevant = 0;
  for (let round = 0; round < rounds; round += 1) {
    let began = performance.now();
    for (const line of lines) JSON.parse(line);
    floors.push(perSecond(lines.length, performance.now() - began));
    began = performance.now();
    relevant = analyseAll(lines, directory, model);
    speeds.push(perSecond(lines.length, performance.now() - began));
  }
  return {
    name,
    unit: 'items/s',
    value: median(speeds),
    floor: median(floors),
    floorName: 'JSON.parse of the lines',
    count: lines.length,
    note: `${Math.round((100 * relevant) / lines.length)} % of them ours; median of ${rounds}`,
  };
}

function analyseAll(lines: string[], directory: Directory, models: LearnedModels): number {
  const analyser = new Analyser(directory, { models });
  let relevant = 0;
  let length = 0;
  for (const line of lines) {
    const reading = readItemLine(line);
    if (!reading.ok) throw new Error(`a line of the bench is no item: ${reading.reason}`);
    const result = analyser.analyse(reading.item);
    length += JSON.stringify(result).length;
    if (result.relevant) relevant += 1;
  }
  if (length === 0) throw new Error('analyse gave nothing');
  return relevant;
}

/** The letters as posts of a local source, so that they are ours and go the whole way. */
function realLetters(testDataDir: string, limit: number): string[] | null {
  const file = join(testDataDir, 'messages/stream.jsonl');
  if (!existsSync(file)) return null;
  const source: Item['source'] = { name: '来信', tier: 'self', scope: 'local' };
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim())
    .slice(0, limit)
    .map((line) => {
      const { id, title, text, time } = JSON.parse(line) as Record<string, string>;
      return JSON.stringify({ id, title, text, source, publishedAt: time, discoveredAt: time });
    });
}
