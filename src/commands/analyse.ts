import { readFileSync } from 'node:fs';
import { DateTime } from 'luxon';
import { JudgeModels, modelsOf, type JudgeModelsJson } from '#judge';
import { Analyser } from '../analysis/analyser.js';
import { readItemLine } from '../analysis/item-line.js';
import { readArgs, UsageError, type Command } from '../command.js';
import { numberedLines } from '../lines.js';
import { profileDirectory } from '../profile.js';

export const command: Command = {
  name: 'analyse',
  summary: 'judge and route items, one JSON line in, one out',
  usage: `huiyin analyse [--profile DIR] [--model FILE] [--at ISO] < items.jsonl > results.jsonl

Judges and routes items in order, one result line per item. Nothing is stored.
  --profile DIR  jurisdiction profile (default: HUIYIN_PROFILE, else the shipped one)
  --model FILE   models written by "huiyin model export" (default: trained on the profile's examples)
  --at ISO       moment to judge for (default: each item's discoveredAt, else publishedAt, else that of the item before;
                 where none of them tells a time, "due" is null)
A bad line is named on stderr as "line N: reason", the rest goes on, exit 2.`,
  async run(args, io) {
    const { values, positionals } = readArgs(args, {
      profile: { type: 'string' },
      model: { type: 'string' },
      at: { type: 'string' },
    });
    if (positionals.length > 0)
      throw new UsageError('items are read from standard input, not from a file name');
    const at = values.at === undefined ? undefined : readMoment(values.at);
    const directory = profileDirectory(values.profile);
    const models = values.model === undefined ? modelsOf(directory) : readModel(values.model);
    const analyser = new Analyser(directory, { models, at });
    let bad = 0;
    for await (const [number, line] of numberedLines(io.stdin)) {
      const reading = readItemLine(line);
      if (reading.ok) await io.out(JSON.stringify(analyser.analyse(reading.item)));
      else {
        bad++;
        io.err(`line ${number}: ${reading.reason}`);
      }
    }
    return bad > 0 ? 2 : 0;
  },
};

function readModel(file: string): JudgeModels {
  try {
    return JudgeModels.fromJSON(JSON.parse(readFileSync(file, 'utf8')) as JudgeModelsJson);
  } catch (error) {
    throw new UsageError(`--model ${file}: ${(error as Error).message}`);
  }
}

function readMoment(value: string): Date {
  const at = DateTime.fromISO(value, { zone: 'Asia/Shanghai' });
  if (!at.isValid) throw new UsageError(`--at: "${value}" is no ISO 8601 time`);
  return at.toJSDate();
}
