import { readFileSync } from 'node:fs';
import type { AnalysisResult, Item } from '#incidents';
import type { Directory } from '#jurisdiction';
import { Analyser } from '../../src/analysis/analyser.js';
import { wrongParts, type Expected } from '../../src/evaluate/routing.js';

/** A routing case (interfaces.md) with the clause of domain.zh.md its answer rests on. */
export interface RoutingCase {
  id: string;
  clause?: string;
  item: Item;
  expect: Expected & { rules: string[] };
}

export const readCases = (file: string): RoutingCase[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RoutingCase);

/** Judges, routes and clocks one item by itself, as `huiyin analyse` and the workers do. */
export const decide = (item: Item, directory: Directory): AnalysisResult =>
  new Analyser(directory, { window: 1 }).analyse(item);

/** What came out other than expected, counted as `huiyin evaluate routing` does; empty when all is right. */
export const misses = (row: RoutingCase, result: AnalysisResult): [string, unknown][] => [
  ...wrongParts(result, row.expect),
];
