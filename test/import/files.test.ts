import { SystemClock } from '#clock';
import { IncidentRow, ItemRow } from '#incidents/service';
import { createWorker } from '../../apps/worker/src/worker.js';
import { eventually } from '../support/eventually.js';
import { workbook } from '../support/workbook.js';
import { createLettersCity, type LettersCity } from './city.js';

let city: LettersCity;
beforeEach(async () => {
  city = await createLettersCity();
});
afterEach(() => city.close());

const items = () => city.database.source.manager.find(ItemRow, { order: { seq: 'ASC' } });

/** What one text of a table becomes, whatever the table is kept in. */
const LAMP = {
  title: 'A3区路灯不亮',
  text: '小区门口路灯坏了一周',
  publishedAt: new Date('2019-11-18T09:30:00+08:00'),
  historic: true,
};

it('takes the same row from Excel, CSV in UTF-8 and CSV in GBK', async () => {
  const excel = workbook([
    ['留言主题', '留言详情', '留言时间', '留言用户'],
    [LAMP.title, LAMP.text, 43_787 + 9.5 / 24, 'A0001'],
  ]);
  const utf8 = `\ufeff留言主题,留言详情,留言时间,留言用户\n${LAMP.title},${LAMP.text},2019-11-18 09:30,A0001\n`;
  // The same table in GBK.
  const gbk = Buffer.from(
    'c1f4d1d4d6f7cce22cc1f4d1d4cfeac7e92cc1f4d1d4cab1bce40d0a4133c7f8c2b7b5c6b2bbc1c1' +
      '2cd0a1c7f8c3c5bfdac2b7b5c6bbb5c1cbd2bbd6dc2c323031392f31312f313820393a33300d0a',
    'hex',
  );
  expect((await city.huiyin('import', 'items', city.file('a.xlsx', excel))).summary).toMatchObject({
    added: 1,
    judged: 1,
  });
  // It is known by what it says, not by the kind of file.
  for (const [name, bytes] of [
    ['b.csv', utf8],
    ['c.csv', gbk],
  ] as const)
    expect((await city.huiyin('import', 'items', city.file(name, bytes))).summary).toMatchObject({
      added: 0,
      known: 1,
    });
  expect(await items()).toMatchObject([LAMP]);
  const [incident] = await city.database.source.manager.find(IncidentRow);
  expect(incident).toMatchObject({ historic: true, number: '史2019-0001', places: [{ name: 'A3区' }] });
}, 120_000);

it('names bad rows by their line and takes the rest', async () => {
  const file = city.file(
    'a.jsonl',
    '{"id":1,"title":"A1区停水","time":"2019-05-01 08:00"}\nkein json\n{"id":3}\n{"id":4,"title":"A2区停电","time":"某天"}\n{"id":5,"text":"A7县修路无人管"}\n',
  );
  const { code, summary, err } = await city.huiyin('import', 'items', file);
  expect(code).toBe(0);
  expect(summary).toEqual({ rows: 5, added: 2, known: 0, classified: 0, bad: 3, judged: 2 });
  expect(err).toEqual(
    expect.arrayContaining([
      'line 2: no JSON object',
      'line 3: neither title nor text',
      'line 4: time cannot be read: 某天',
    ]),
  );
});

it('a file that cannot be read is bad input: exit 2, one line, nothing stored', async () => {
  const files = [
    city.file('empty.csv', ''),
    city.file('other.csv', 'a,b\n1,2\n'),
    city.file('broken.xlsx', 'PK\u0003\u0004 broken'),
    '/nowhere/at-all.csv',
  ];
  for (const file of files) {
    const { code, out, err } = await city.huiyin('import', 'items', file);
    expect({ file, code, out, lines: err.length }).toEqual({ file, code: 2, out: [], lines: 1 });
    expect(err[0]).toContain(file);
  }
  expect(await items()).toEqual([]);
});

it('acts on --live: duties, clocks; history beside it stays quiet', async () => {
  const worker = await createWorker({
    config: { ...city.config, roles: new Set(['judge', 'clock']) },
    clock: new SystemClock(),
  });
  try {
    const line = (title: string) => `${JSON.stringify({ title, text: `${title}，已经三天，请处理` })}\n`;
    await city.huiyin('import', 'items', city.file('old.jsonl', line('A5区地铁口积水')));
    const { summary } = await city.huiyin(
      'import',
      'items',
      city.file('new.jsonl', line('A3区停水')),
      '--live',
    );
    expect(summary).toMatchObject({ added: 1 });
    const live = await eventually(async () => {
      const found = { historic: false, state: 'dispatched' as const };
      return (await city.database.source.manager.findOneBy(IncidentRow, found)) ?? undefined;
    }, 'a dispatched incident');
    expect(live.routing).toMatchObject({
      respondents: ['市水务局'],
      firstResponsible: expect.arrayContaining(['市水务局', 'A3区人民政府']),
    });
    const [{ others, clocks }] = await city.database.source.query(
      `select count(*) filter (where incident_id <> $1)::int as others,
         count(*) filter (where incident_id = $1 and rule = 'DL-03' and state = 'open')::int as clocks from deadline`,
      [live.id],
    );
    expect({ others, clocks }).toEqual({ others: 0, clocks: 1 });
  } finally {
    await worker.close();
  }
}, 120_000);

it('keeps a report of misconduct among the history from those without the right to it (RT-05)', async () => {
  await city.huiyin(
    'import',
    'items',
    city.file('a.csv', '标题,内容\n举报某局科长受贿,有照片为证\nA1区路灯不亮,三天了\n'),
  );
  const titles = async (role: 'monitor' | 'office') => {
    const answer = await (await city.as(role)).get('/api/v1/incidents?historic=include');
    return answer.json<{ items: { title: string }[] }>().items.map(({ title }) => title);
  };
  expect((await titles('monitor')).sort()).toEqual(['A1区路灯不亮', '举报某局科长受贿'].sort());
  expect(await titles('office')).toEqual(['A1区路灯不亮']);
});
