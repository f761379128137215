import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { TestClock } from '#clock';
import { projectRoot } from '#config';
import { Directory, loadProfile, type Profile } from '#jurisdiction';
import { JurisdictionRow } from '#jurisdiction/service';
import { Wakeups, type JobName, type JobPayload } from '#queue';
import { SourceRow } from '../entities/source.entity.js';

/** Wake-ups as they were sent. */
export class HeardWakeups extends Wakeups {
  readonly heard: { name: JobName; payload: unknown }[] = [];
  async wake<N extends JobName>(name: N, payload: JobPayload<N>): Promise<void> {
    this.heard.push({ name, payload });
  }
}

export const START = new Date('2026-11-18T10:00:00+08:00');

/** A jurisdiction in the database whose profile knows nothing but the words of secret papers. */
export async function makeWorld(database: DataSource) {
  const signals: Profile['signals'] = [
    { kind: 'classified', words: ['绝密★', '机密+标密文件'], notWords: [], basis: '测试' },
  ];
  const profile = loadProfile(join(projectRoot(), 'test/profiles/tiny'));
  const directory = new Directory({ ...profile, units: [], places: [], topics: [], signals }, 'test');
  const jurisdiction = await database.manager.save(
    JurisdictionRow,
    database.manager.create(JurisdictionRow, { code: `t${Date.now()}`, name: '测试市' }),
  );
  const makeSource = (given: Partial<SourceRow> = {}) =>
    database.manager.save(
      SourceRow,
      database.manager.create(SourceRow, {
        jurisdictionId: jurisdiction.id,
        name: '测试信源',
        kind: 'feed',
        tier: 'local',
        scope: 'local',
        enabled: true,
        intervalSeconds: 600,
        nextDueAt: START,
        ...given,
      }),
    );
  return {
    jurisdictionId: jurisdiction.id,
    directory,
    readDirectory: async () => directory,
    clock: new TestClock(START),
    wakeups: new HeardWakeups(),
    makeSource,
  };
}
