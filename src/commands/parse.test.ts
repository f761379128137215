import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { UsageError } from '../command.js';
import { command } from './parse.js';

const document =
  '<rss><channel><title>网</title><item><title>停水</title><link>/1</link></item></channel></rss>';

async function run(args: string[], stdin = '') {
  const out: string[] = [];
  const code = await command.run(args, {
    stdin: Readable.from([Buffer.from(stdin)]),
    out: async (line) => void out.push(line),
    err: () => undefined,
  });
  return { code, out };
}

it('prints one line of JSON for a file, its links resolved', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'huiyin-parse-')), 'feed.xml');
  writeFileSync(file, document);
  const { code, out } = await run([file, '--url', 'https://a.cn/feed']);
  expect(code).toBe(0);
  expect(out.map((line) => JSON.parse(line))).toEqual([
    {
      title: '网',
      items: [{ id: 'https://a.cn/1', url: 'https://a.cn/1', title: '停水', text: '', publishedAt: null }],
    },
  ]);
});

it('reads standard input in the charset of its header', async () => {
  const bytes = Buffer.from('<rss><channel><title>caf\u00e9</title></channel></rss>', 'latin1').toString(
    'latin1',
  );
  const { out } = await run(['-', '--content-type', 'text/xml; charset=utf-8'], bytes);
  expect(JSON.parse(out[0] as string)).toEqual({ title: 'café', items: [] });
});

it.each([
  [['-'], '<html></html>', '网页'],
  [['-'], '', '为空'],
  [['/no/such/file'], '', 'cannot be read'],
  [[], '', 'FILE'],
  [['a', 'b'], '', 'FILE'],
  [['-', '--charset', 'x'], '', '--charset'],
])('bad input is one clear line: %j %j', async (args, stdin, message) => {
  await expect(run(args, stdin)).rejects.toThrow(UsageError);
  await expect(run(args, stdin)).rejects.toThrow(message);
});
