import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, readConfig } from '#config';
import { xiaoyi } from './judgements.js';
import type { AnalysisResult } from '#incidents';
import { decide, misses, readCases, type RoutingCase } from './score.js';

const directory = xiaoyi();
const own = readCases(join(projectRoot(), 'test/routing/cases.jsonl'));
const scenarios = join(
  readConfig({ ...process.env, NODE_ENV: 'test' }).testDataDir,
  '../domain/scenarios.jsonl',
);

const answers = new Map<RoutingCase, AnalysisResult>();
const answer = (row: RoutingCase): AnalysisResult => {
  const found = answers.get(row) ?? decide(row.item, directory);
  answers.set(row, found);
  return found;
};
const right = (row: RoutingCase) => expect(misses(row, answer(row))).toEqual([]);

describe('the routing rules told as stories', () => {
  it.each(own.map((row) => [`${row.id} ${row.clause}: ${row.item.text}`, row] as const))('%s', (_name, row) =>
    right(row),
  );

  it.each(own.map((row) => [row.id, row] as const))('%s names the rules it rests on', (_id, row) => {
    expect(answer(row).routing.rules).toEqual(expect.arrayContaining(row.expect.rules));
  });

  it('tell of every rule that decides on a single item', () => {
    const told = new Set(own.flatMap((row) => answer(row).routing.rules));
    const all = directory.profile.rules.map((rule) => rule.id);
    // RT-43 is a refusal by a unit, RT-53 needs a second source.
    expect(all.filter((id) => !told.has(id))).toEqual(['RT-43', 'RT-53']);
  });
});

const given = existsSync(scenarios) ? describe : describe.skip;
given(`scenarios of ${scenarios}`, () => {
  const rows = existsSync(scenarios) ? readCases(scenarios) : [];
  it.each(rows.map((row) => [row.id, row] as const))('%s', (_id, row) => right(row));
});
