import { readConfig } from '#config';
import { loadDirectory, ProfileError, type Directory } from '#jurisdiction';
import { UsageError } from './command.js';

/**
 * The directory of `--profile DIR`, else of HUIYIN_PROFILE, else of the shipped city.
 * @throws UsageError with the first thing that is wrong
 */
export function profileDirectory(dir: string | undefined): Directory {
  const folder = dir ?? readConfig().profileDir;
  try {
    return loadDirectory(folder);
  } catch (error) {
    if (error instanceof ProfileError)
      throw new UsageError(`profile ${folder}: ${error.message.split('\n')[0]}`);
    throw error;
  }
}
