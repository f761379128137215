import { readArgs, UsageError, type Command } from '../command.js';
import { profileDirectory } from '../profile.js';

type Files = Record<'test' | 'stream' | 'gold' | 'items' | 'cases', string | undefined> & {
  train: string[];
  profile: string | undefined;
  folds: number;
};
type Miss = (line: string) => void;

/** What can be measured: its options in the order of the help, and the count itself, loaded when asked for. */
const kinds: Record<string, { options: string; run(files: Files, miss: Miss): Promise<object> }> = {
  fields: {
    options: '--train F... --test F',
    run: async ({ train, test }) =>
      (await import('../evaluate/fields.js')).evaluateFields(some(train, 'train'), need(test, 'test')),
  },
  incidents: {
    options: '--stream F --gold F',
    run: async ({ stream, gold }) =>
      (await import('../evaluate/incidents.js')).evaluateIncidents(
        need(stream, 'stream'),
        need(gold, 'gold'),
      ),
  },
  pairs: {
    options: '--train F... --test F',
    run: async ({ train, test }) =>
      (await import('../evaluate/pairs.js')).evaluatePairs(some(train, 'train'), need(test, 'test')),
  },
  duplicates: {
    options: '--items F',
    run: async ({ items }) =>
      (await import('../evaluate/duplicates.js')).evaluateDuplicates(need(items, 'items')),
  },
  emergencies: {
    options: '--items F [--profile DIR]',
    run: async ({ items, profile }, miss) =>
      (await import('../evaluate/emergencies.js')).evaluateEmergencies(
        need(items, 'items'),
        profileDirectory(profile),
        miss,
      ),
  },
  relevance: {
    options: '--items F [--profile DIR]',
    run: async ({ items, profile }, miss) =>
      (await import('../evaluate/relevance.js')).evaluateRelevance(
        need(items, 'items'),
        profileDirectory(profile),
        miss,
      ),
  },
  routing: {
    options: '--cases F [--profile DIR]',
    run: async ({ cases, profile }, miss) =>
      (await import('../evaluate/routing.js')).evaluateRouting(
        need(cases, 'cases'),
        profileDirectory(profile),
        miss,
      ),
  },
  units: {
    options: '--items F [--folds 5] [--profile DIR]',
    run: async ({ items, folds, profile }) =>
      (await import('../evaluate/units/evaluate-units.js')).evaluateUnits(
        need(items, 'items'),
        profileDirectory(profile).profile,
        folds,
      ),
  },
};

export const command: Command = {
  name: 'evaluate',
  summary: 'measure how well a step does on labelled data',
  usage: [
    'huiyin evaluate <what> …',
    '',
    ...Object.entries(kinds).map(([kind, { options }]) => `  ${kind} ${options}`),
    '',
    'Prints one JSON object as the last line; misses go to stderr; exit 0 whatever the score.',
  ].join('\n'),
  async run(args, io) {
    const [kind, ...rest] = args;
    const chosen = kind !== undefined && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (!chosen) throw new UsageError(`say what to evaluate: ${Object.keys(kinds).join(', ')}`);
    await io.out(JSON.stringify(await chosen.run(readFiles(rest), (line) => io.err(line))));
    return 0;
  },
};

/** `--train a b` and `--train a --train b` both name two files. */
function readFiles(args: string[]): Files {
  const { values, positionals } = readArgs(spread(args), {
    train: { type: 'string', multiple: true },
    test: { type: 'string' },
    stream: { type: 'string' },
    gold: { type: 'string' },
    items: { type: 'string' },
    cases: { type: 'string' },
    profile: { type: 'string' },
    folds: { type: 'string' },
  });
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not expected`);
  const { train = [], test, stream, gold, items, cases, profile } = values;
  const folds = Number(values.folds ?? 5);
  if (!Number.isInteger(folds) || folds < 2 || folds > 50) throw new UsageError('--folds is 2 to 50');
  return { train, test, stream, gold, items, cases, profile, folds };
}

function spread(args: string[]): string[] {
  let option = '';
  let taken = 0;
  return args.flatMap((arg) => {
    if (arg.startsWith('-')) {
      option = arg;
      taken = 0;
      return [arg];
    }
    taken++;
    return option === '--train' && taken > 1 ? ['--train', arg] : [arg];
  });
}

function need(file: string | undefined, option: string): string {
  if (file === undefined) throw new UsageError(`--${option} FILE is missing`);
  return file;
}

function some(files: string[], option: string): string[] {
  if (files.length === 0) throw new UsageError(`--${option} FILE is missing`);
  return files;
}
