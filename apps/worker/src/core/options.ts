import type { Config } from '#config';
import type { Clock } from '#clock';

/** Configuration whose database has been found: given, or the embedded one that the launcher started. */
export type RunningConfig = Config & { readonly databaseUrl: string };

export interface CoreOptions {
  config: RunningConfig;
  /** Absent: the system's, with the rehearsal timeline. */
  clock?: Clock;
  /** Hears one Chinese line of what was done at start. */
  log?: (line: string) => void;
}
