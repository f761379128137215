import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#config';
import type { BodyHit, Judgement, PlaceHit, Signal, SignalKind, TopicHit } from '#incidents';
import { Directory, profileFiles, type Profile } from '#jurisdiction';

/** The real profile, with the changes a test needs. */
export function xiaoyi(change: (profile: Profile) => void = () => {}): Directory {
  const folder = join(projectRoot(), 'config/jurisdictions/xiaoyi');
  const profile: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(profileFiles)) {
    const file = join(folder, `${key}.json`);
    if (existsSync(file)) profile[key] = schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  }
  change(profile as Profile);
  return new Directory(profile as Profile, 'test');
}
