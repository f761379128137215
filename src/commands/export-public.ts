import { readConfig } from '#config';
import { readArgs, UsageError, type Command } from '../command.js';

const CHUNK = 200;

export const command: Command = {
  name: 'export public',
  summary: 'write the published texts as pages for a column of the portal',
  usage: `huiyin export public DIR [--base URL]

Writes what /r shows as files that need no server: lists by field, township and year, one page a text, export.json.
Run it again at any time: only what changed is written, and a text that is no longer public is taken away. Other files in
DIR are not touched. A rehearsal is never exported.
  --base URL   address at which DIR will stand; needed for feed.xml, feed.json and sitemap.xml
The last line is {"texts","written","same","removed"}.`,
  async run(args, io) {
    const { values, positionals } = readArgs(args, { base: { type: 'string' } });
    const [folder, more] = positionals;
    if (folder === undefined || more !== undefined) throw new UsageError('give one DIR');
    const base = values.base ?? null;
    if (base !== null && !/^https?:\/\/[^\s?#]+$/.test(base))
      throw new UsageError(`--base: "${base}" is no address of a folder`);
    const { withDatabase } = await import('../database.js');
    const { JurisdictionRow, readDirectory } = await import('#jurisdiction/service');
    const { answersOf } = await import('#respond/service');
    const { staticSite } = await import('../../apps/api/src/public/static-site.js');
    const { writeFolder } = await import('../write-folder.js');
    return withDatabase(readConfig(), async ({ manager }) => {
      const [city] = await manager.getRepository(JurisdictionRow).find({ take: 1 });
      if (!city) throw new Error('the database holds no city yet: run npm start once');
      const directory = await readDirectory(manager, city.id);
      const ground = { manager, jurisdictionId: city.id, directory, rehearsal: false, now: new Date() };
      const answers = [];
      for (let skip = 0, read = CHUNK; read === CHUNK; skip += CHUNK) {
        const chunk = await answersOf(ground, {}, { skip, take: CHUNK });
        answers.push(...chunk);
        read = chunk.length;
      }
      const done = writeFolder(folder, staticSite(answers, directory, base));
      await io.out(JSON.stringify({ texts: answers.length, ...done }));
      return 0;
    });
  },
};
