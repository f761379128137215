import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Where a command reads and writes; tests hand in their own. */
export interface Io {
  stdin: NodeJS.ReadableStream;
  /** One line of the answer on stdout; resolves once the line is handed to the system. */
  out(line: string): Promise<void>;
  /** One line of progress or complaint on stderr. */
  err(line: string): void;
}

/** One command of `huiyin`; each stands in a file of its own in `src/commands` and is loaded only when called. */
export interface Command {
  /** As typed: `analyse`, `import items`. */
  name: string;
  /** One line for `huiyin --help`. */
  summary: string;
  /** Text of `huiyin <command> --help`. */
  usage: string;
  /**
   * @param args what follows the name
   * @returns exit code: 0 done, 1 failed, 2 bad input
   * @throws UsageError for bad usage or bad input (exit 2, one line on stderr)
   */
  run(args: string[], io: Io): Promise<number>;
}

/** Bad usage or bad input: its message is the one clear line on stderr, the exit code is 2. */
export class UsageError extends Error {}

/**
 * Options and positional arguments, strictly.
 * @throws UsageError naming the option that is not known or lacks its value
 */
export function readArgs<T extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message.split('\n')[0]);
  }
}
