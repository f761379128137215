import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { RosterImport, Upload } from '#jurisdiction/service';
import { readConfig } from '#config';
import { readArgs, UsageError, type Command, type Io } from '../command.js';

export const command: Command = {
  name: 'import roster',
  summary: 'read filled forms of annex 2 (liaisons) and store them',
  usage: `huiyin import roster FILE… [--apply] [--remove-blank] [--sealed UNIT]…

FILE is an Excel workbook (.xlsx) with the form of annex 2 or one unit a row, or a zip of such workbooks.
Without --apply nothing is stored: prints what would change and what is missing, numbers left out.
  --apply         store it; importing the same again changes nothing
  --remove-blank  a column left blank takes the entry out (default: it stays)
  --sealed UNIT   the sealed paper or scan of this unit has come in
The last line is {"units","added","changed","removed","same","unknown","notReported","applied"}. What cannot be read gets
exit 2.`,
  async run(args, io) {
    const { values, positionals } = readArgs(args, {
      apply: { type: 'boolean' },
      'remove-blank': { type: 'boolean' },
      sealed: { type: 'string', multiple: true },
    });
    if (positionals.length === 0) throw new UsageError('give at least one FILE');
    const choices = { as: {}, removeBlank: values['remove-blank'] ?? false, sealed: values.sealed ?? [] };
    await run(await readUploads(positionals), choices, values.apply ?? false, io);
    return 0;
  },
};

async function readUploads(files: string[]): Promise<Upload[]> {
  return Promise.all(
    files.map(async (file) => {
      try {
        return { name: basename(file), bytes: await readFile(file) };
      } catch (error) {
        throw new UsageError(`${file}: ${(error as Error).message}`);
      }
    }),
  );
}

async function run(
  uploads: Upload[],
  choices: { as: Record<string, string>; removeBlank: boolean; sealed: string[] },
  apply: boolean,
  io: Io,
): Promise<void> {
  const { withDatabase } = await import('../database.js');
  const { audit } = await import('#access/service');
  const { SystemClock } = await import('#clock');
  const { recuseNewPeople } = await import('#incidents/service');
  const { peopleReader } = await import('../../apps/worker/src/core/people.js');
  const { ContactBook, importRoster, JurisdictionRow, previewRoster, readDirectory, RosterFileError } =
    await import('#jurisdiction/service');
  const { loadKeys } = await import('#secrets');
  const config = readConfig();
  await withDatabase(config, async (source) => {
    const [city] = await source.getRepository(JurisdictionRow).find({ take: 1 });
    if (!city) throw new Error('the database holds no city yet: run npm start once');
    const directory = await readDirectory(source.manager, city.id);
    const ground = {
      key: loadKeys(config.keysDir).contacts,
      jurisdictionId: city.id,
      directory,
      at: new Date(),
    };
    const people = peopleReader(new ContactBook(ground.key));
    try {
      const preview = await previewRoster(uploads, choices, { ...ground, manager: source.manager });
      await show(preview, io);
      const done = await source.transaction(async (manager) => {
        if (!apply) return null;
        const act = { actor: 'command', seen: preview.seen };
        const changed = await importRoster(uploads, choices, { ...ground, manager }, act);
        await recuseNewPeople(manager, new SystemClock(), city.id, await people(manager, city.id));
        for (const [unit, slots] of changed)
          await audit(manager, {
            at: ground.at,
            actor: 'command',
            action: 'roster.imported',
            subject: unit,
            data: { slots, jurisdictionId: city.id },
          });
        return changed;
      });
      await io.out(JSON.stringify({ ...figuresOf(preview), applied: done?.size ?? null }));
    } catch (error) {
      if (error instanceof RosterFileError) throw new UsageError(error.message);
      throw error;
    }
  });
}

/** A unit a line: what changes, what is missing; names of people and numbers stay out of terminals and their logs. */
async function show({ files, plan }: RosterImport, io: Io): Promise<void> {
  const { SLOTS } = await import('#jurisdiction/service');
  for (const { file, problem } of files) if (problem) io.err(`${file}：${problem}`);
  for (const { written, file, nearest } of plan.unknown)
    io.err(`${file}：名录中没有“${written}”${nearest.length > 0 ? `，相近的有${nearest.join('、')}` : ''}`);
  for (const { unit, places } of plan.duplicates)
    io.err(`${unit}重复报送，以最后一份为准：${places.join('；')}`);
  const words = { added: '新增', changed: '变更', removed: '取消', kept: '未填，保留' };
  for (const { unit, changes, missing, problems } of plan.units) {
    const told = changes.map(({ slot, kind }) => `${words[kind]}${SLOTS[slot].label}`);
    await io.out(
      `${unit}：${told.join('、') || '无变化'}${missing.length > 0 ? `；缺${missing.join('、')}` : ''}`,
    );
    for (const problem of problems) io.err(`${unit}：${problem}`);
  }
  if (plan.notReported.length > 0) io.err(`尚未报送：${plan.notReported.join('、')}`);
}

function figuresOf({ plan }: RosterImport): Record<string, number> {
  const kinds = plan.units.flatMap(({ changes }) => changes.map(({ kind }) => kind));
  const count = (kind: string) => kinds.filter((each) => each === kind).length;
  return {
    units: plan.units.length,
    added: count('added'),
    changed: count('changed'),
    removed: count('removed'),
    same: plan.units.filter(({ changes }) => changes.every(({ kind }) => kind === 'kept')).length,
    unknown: plan.unknown.length,
    notReported: plan.notReported.length,
  };
}
