import { UsageError, type Command, type Io } from './command.js';

/** Loaded only when called: `analyse` must show its first result within 1.5 s. */
const loaders: Record<string, () => Promise<{ command: Command }>> = {
  parse: () => import('./commands/parse.js'),
  'import items': () => import('./commands/import-items.js'),
  'import roster': () => import('./commands/import-roster.js'),
  'export public': () => import('./commands/export-public.js'),
  analyse: () => import('./commands/analyse.js'),
  evaluate: () => import('./commands/evaluate.js'),
  migrate: () => import('./commands/migrate.js'),
  'model export': () => import('./commands/model-export.js'),
  'token create': () => import('./commands/token-create.js'),
  doctor: () => import('./commands/doctor.js'),
  backup: () => import('./commands/backup.js'),
  restore: () => import('./commands/restore.js'),
  watch: () => import('./commands/watch.js'),
  reset: () => import('./commands/reset.js'),
};

/**
 * Runs `huiyin <command> …`.
 * @returns exit code: 0 done, 1 failed, 2 bad usage or bad input
 */
export async function main(argv: string[], io: Io = processIo()): Promise<number> {
  const [first, second] = argv;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    await io.out(await overview());
    return first === undefined ? 2 : 0;
  }
  const twoWords = `${first} ${second ?? ''}`;
  const name = Object.hasOwn(loaders, twoWords) ? twoWords : first;
  const load = Object.hasOwn(loaders, name) ? loaders[name] : undefined;
  if (!load) {
    const group = Object.keys(loaders).filter((one) => one.startsWith(`${first} `));
    const hint =
      group.length > 0 ? `say ${group.map((one) => `"${one}"`).join(' or ')}` : `unknown command "${first}"`;
    io.err(`${hint}; see huiyin --help`);
    return 2;
  }
  const { command } = await load();
  const args = argv.slice(name === twoWords ? 2 : 1);
  if (args.includes('--help') || args.includes('-h')) {
    await io.out(command.usage);
    return 0;
  }
  return runGuarded(command, args, io);
}

async function runGuarded(command: Command, args: string[], io: Io): Promise<number> {
  try {
    return await command.run(args, io);
  } catch (error) {
    const { ConfigError } = await import('#config');
    io.err(`huiyin ${command.name}: ${oneLine(error)}`);
    return error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
  }
}

/** Several addresses of one name that all refuse come as one error without words of its own. */
function oneLine(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return oneLine(error.errors[0]);
  return (error instanceof Error ? error.message : String(error)).trim().replace(/\s*\n\s*/g, ' ');
}

async function overview(): Promise<string> {
  const commands = await Promise.all(Object.values(loaders).map(async (load) => (await load()).command));
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return ['huiyin <command> [options]   (huiyin <command> --help tells more)', '', ...lines].join('\n');
}

/** The terminal or pipe; a reader that goes away (`| head`) ends the program quietly. */
function processIo(): Io {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    stdin: process.stdin,
    out: (line) =>
      new Promise((done, fail) => {
        process.stdout.write(`${line}\n`, (error) => (error ? fail(error) : done()));
      }),
    err: (line) => void process.stderr.write(`${line}\n`),
  };
}
