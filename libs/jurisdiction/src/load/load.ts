import { createHash } from 'node:crypto';
import { Directory } from '../directory.js';
import { profileFiles, type Profile } from '../schema/profile.js';
import { checkProfile } from './checks.js';
import { ProfileError, spell, type FileKey, type Problem } from './problems.js';
import { readProfileFile, type ProfileFile } from './read.js';

/**
 * Reads the profile of a city from its folder.
 * @throws ProfileError naming file, line and reason of everything that is wrong
 */
export const loadProfile = (dir: string): Profile => load(dir).profile;

/** The directory of a profile folder; its version is a short hash of the files' content. @throws ProfileError */
export function loadDirectory(dir: string): Directory {
  const { profile, files } = load(dir);
  const hash = createHash('sha256');
  for (const file of files.values()) hash.update(`${file.name}\0${file.text}\0`);
  return new Directory(profile, hash.digest('hex').slice(0, 12));
}

function load(dir: string): { profile: Profile; files: Map<FileKey, ProfileFile> } {
  const problems: Problem[] = [];
  const files = new Map<FileKey, ProfileFile>();
  const values: Partial<Record<FileKey, unknown>> = {};
  for (const key of Object.keys(profileFiles) as FileKey[]) {
    const { file, value } = readProfileFile(dir, key, problems);
    files.set(key, file);
    values[key] = value;
  }
  if (problems.length > 0) throw new ProfileError(inOrder(problems, files));
  const profile = values as Profile;
  checkProfile(profile, (key, path, message) => {
    const file = files.get(key);
    if (file) problems.push({ file: file.name, line: file.lineOf(path), where: spell(key, path), message });
  });
  if (problems.length > 0) throw new ProfileError(inOrder(problems, files));
  return { profile, files };
}

function inOrder(problems: Problem[], files: Map<FileKey, ProfileFile>): Problem[] {
  const order = [...files.values()].map((file) => file.name);
  return problems.sort((a, b) => order.indexOf(a.file) - order.indexOf(b.file) || a.line - b.line);
}
