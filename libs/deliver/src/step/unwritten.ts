import { QueryFailedError } from 'typeorm';

/** The database's fault, or the way to it: not a mistake of ours, which would come again at once. */
export const isDatabase = (error: unknown): boolean =>
  error instanceof QueryFailedError || (error instanceof Error && 'code' in error);

type Write = () => Promise<unknown>;

/** So often one is tried; after that the lease of its notice decides. */
const MOST_TRIES = 100;

/**
 * What this process knows of attempts and could not write down, because the database was away: that nothing was handed
 * over, that the provider has taken it, that it refused. Written as soon as the database answers, so that a notice neither
 * waits for a lease nor goes a second time. Lost with the process: then the lease decides.
 */
export class Unwritten {
  private readonly waiting = new Map<string, { write: Write; tries: number }>();

  /** @param write may run although it was done, or although another process has taken the notice since */
  keep(noticeId: string, write: Write): void {
    this.waiting.set(noticeId, { write, tries: 0 });
  }

  /** Tries each once. What the database refuses again waits on; one that cannot be written holds up nothing. */
  async settle(): Promise<void> {
    for (const [noticeId, one] of this.waiting) {
      this.waiting.delete(noticeId);
      try {
        await one.write();
      } catch (error) {
        one.tries += 1;
        const again = isDatabase(error) && one.tries < MOST_TRIES && !this.waiting.has(noticeId);
        if (again) this.waiting.set(noticeId, one);
        // The database is still away: the others would only hear the same.
        if (again) return;
      }
    }
  }
}
