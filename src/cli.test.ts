import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { main } from './cli.js';

const root = join(__dirname, '..');
const profile = join(root, 'config/jurisdictions/xiaoyi');
const folder = mkdtempSync(join(tmpdir(), 'huiyin-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function huiyin(argv: string[], input = '') {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(argv, {
    stdin: Readable.from([input]),
    out: async (line) => void out.push(line),
    err: (line) => void err.push(line),
  });
  return { code, out, err };
}

const item = (id: string, text: string, more: object = {}) => ({
  id,
  text,
  source: { name: '社区论坛', tier: 'self', scope: 'local' },
  discoveredAt: '2026-11-18T09:00:00+08:00',
  ...more,
});
const lines = (...items: object[]) => items.map((one) => JSON.stringify(one)).join('\n');
const noise = item('n1', '开发区铝厂半夜排放刺鼻气味，附近村民整夜睡不着，请环保部门查处。');

function file(name: string, rows: object[]): string {
  const path = join(folder, name);
  writeFileSync(path, rows.map((row) => JSON.stringify(row)).join('\n'));
  return path;
}

describe('huiyin', () => {
  it('tells its commands, and each command its usage', async () => {
    const { code, out } = await huiyin(['--help']);
    expect(code).toBe(0);
    for (const name of [
      'parse',
      'analyse',
      'evaluate',
      'migrate',
      'model export',
      'token create',
      'doctor',
      'backup',
      'restore',
      'watch',
      'reset',
    ])
      expect(out[0]).toContain(`  ${name} `);
    const help = await huiyin(['token', 'create', '--help']);
    expect(help).toMatchObject({ code: 0, err: [] });
    expect(help.out[0]).toContain('--role');
  });

  it.each([
    [['nonsense'], 'unknown command "nonsense"; see huiyin --help'],
    [['import'], 'say "import items" or "import roster"; see huiyin --help'],
    [['backup'], 'give one DIR'],
    [['restore', '/nowhere'], '/nowhere: holds no finished backup'],
    [['toString'], 'unknown command "toString"; see huiyin --help'],
    [['evaluate', 'nonsense'], 'say what to evaluate'],
    [['evaluate', 'fields', '--test', 'x'], '--train FILE is missing'],
    [['evaluate', 'duplicates', '--items', '/nowhere/x.jsonl'], 'cannot be read'],
    [['evaluate', 'units', '--items', 'x', '--folds', '1'], '--folds is 2 to 50'],
    [['analyse', '--nonsense'], "Unknown option '--nonsense'"],
    [['analyse', '--at', 'yesterday'], '"yesterday" is no ISO 8601 time'],
    [['analyse', '--profile', '/nowhere'], '/nowhere'],
    [['token', 'create', '--role', 'king'], '--role must be one of'],
    [['reset'], 'say --yes'],
    [['watch'], 'give one URL'],
    [['watch', 'ftp://a.cn'], 'URL is an http(s) address'],
    [['watch', 'https://me:secret@a.cn'], 'URL is an http(s) address'],
    [['watch', 'https://a.cn', '--every', '0'], '--every is 1 to 3600 seconds'],
    [['watch', 'https://a.cn', '--every', '1.5'], '--every is 1 to 3600 seconds'],
    [['watch', 'https://a.cn', '--mail', 'nobody'], '"nobody" is no mail address'],
  ])('refuses %j with one line and exit 2', async (argv, message) => {
    const { code, out, err } = await huiyin(argv);
    expect(code).toBe(2);
    expect(out).toEqual([]);
    expect(err).toHaveLength(1);
    expect(err[0]).toContain(message);
    expect(err[0]).not.toContain('\n');
  });
});

describe('an environment that cannot be used', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  it.each([
    [{ PORT: 'abc' }, 'huiyin migrate: PORT: must be a whole number from 0 to 65535'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL: must be an address starting with postgres://'],
    [{ HUIYIN_ROLES: 'api,king' }, 'HUIYIN_ROLES: unknown role'],
    [{ HUIYIN_ADMIN_PASSWORD: 'short' }, 'HUIYIN_ADMIN_PASSWORD: needs at least 8 characters'],
  ])('is bad input as well: %j', async (given, message) => {
    Object.assign(process.env, given);
    const { code, err } = await huiyin(['migrate']);
    expect(code).toBe(2);
    expect(err).toEqual([expect.stringContaining(message)]);
  });

  it('is told from a database that does not answer', async () => {
    process.env['DATABASE_URL'] = 'postgres://127.0.0.1:1/none';
    expect(await huiyin(['migrate'])).toMatchObject({
      code: 1,
      err: ['huiyin migrate: connect ECONNREFUSED 127.0.0.1:1'],
    });
  });
});

describe('huiyin analyse', () => {
  const analyse = (input: string, ...more: string[]) =>
    huiyin(['analyse', '--profile', profile, ...more], input);

  it('answers each item, names bad lines, goes on, and exits 2', async () => {
    const { code, out, err } = await analyse(`${lines(noise)}\nnonsense\n\n${lines({ id: 'n2' }, noise)}`);
    expect(code).toBe(2);
    expect(err).toEqual(['line 2: is no JSON', 'line 4: needs a title or a text']);
    const results = out.map((line) => JSON.parse(line));
    expect(results.map(({ id }) => id)).toEqual(['n1', 'n1']);
    expect(results[0].relevant).toBe(true);
    expect(results[0].routing.respondents).toEqual(['吕梁市生态环境局孝义分局']);
    expect(results[0].deadlines).toEqual([{ id: 'DL-03', due: '2026-11-20T09:00:00+08:00' }]);
  });

  it('gives a duplicate the result of its incident, and joins another letter on the matter', async () => {
    const copy = item('n2', `转发：${noise.text}`);
    const next = item('n3', '开发区铝厂又在半夜排放刺鼻气味了，村民睡不着，环保部门到底查了没有。');
    const { out } = await analyse(lines(noise, copy, next));
    const [first, second, third] = out.map((line) => JSON.parse(line));
    expect(second).toEqual({ ...first, id: 'n2', duplicateOf: 'n1' });
    expect(third).toMatchObject({ incident: first.incident, duplicateOf: null });
  });

  it('counts the statutory clock of an incident from its earliest discovery', async () => {
    const earlier = item('n2', `转发：${noise.text}`, { discoveredAt: '2026-11-18T07:00:00+08:00' });
    const { out } = await analyse(lines(noise, earlier));
    expect(JSON.parse(out[1]!).deadlines).toEqual([{ id: 'DL-03', due: '2026-11-20T07:00:00+08:00' }]);
  });

  it('keeps what is not ours out of every incident', async () => {
    const elsewhere = item('n2', '太原地铁一号线客流创新高', {
      source: { name: '网', tier: 'self', scope: 'open' },
    });
    const { out } = await analyse(lines(elsewhere));
    expect(JSON.parse(out[0]!)).toMatchObject({ relevant: false, incident: null, deadlines: [] });
  });

  it('takes null for absent, times without a zone as local, and numbers as ids', async () => {
    const { code, out } = await analyse(
      lines({ id: 7, title: null, text: noise.text, source: noise.source, discoveredAt: '2026-11-18 09:00' }),
    );
    expect(code).toBe(0);
    expect(JSON.parse(out[0]!)).toMatchObject({ id: '7', deadlines: [{ due: '2026-11-20T09:00:00+08:00' }] });
  });

  it('reads what programs write: a mark of order, CRLF, separators inside a text, halves of signs, NUL', async () => {
    const odd = JSON.stringify(item('n2', '孝义\u2028路灯\u2029坏了')).replace('孝义', '孝义\\ud800\\u0000');
    const { code, out, err } = await analyse(`\uFEFF${lines(noise)}\r\n\r\n${odd}\r\n`);
    expect({ code, err, ids: out.map((line) => JSON.parse(line).id) }).toEqual({
      code: 0,
      err: [],
      ids: ['n1', 'n2'],
    });
  });

  it('answers texts of a million signs as quickly as long ones', async () => {
    const places = '孝义市兑镇镇学校停电了，'.repeat(83_334);
    const matter = '昨天晚上我在小区门口看到有人在挖路，灰尘很大。'.repeat(43_479);
    const { code, out } = await analyse(
      lines(
        item('n1', places),
        item('n2', '12345'.repeat(200_000)),
        item('n3', matter),
        item('n4', '', { title: matter, text: null }),
      ),
    );
    expect([code, out.length]).toEqual([0, 4]);
    expect(JSON.parse(out[0]!)).toMatchObject({ relevant: true, places: [{ name: '兑镇镇' }] });
  }, 30_000);

  it('takes no time from the machine: without one told, an item has that of the one before, else none', async () => {
    const undated = (id: string) => ({ ...noise, id, discoveredAt: null });
    const dues = async (...items: object[]) =>
      (await analyse(lines(...items))).out.map((line) => JSON.parse(line).deadlines);
    expect(await dues(undated('n1'))).toEqual([[{ id: 'DL-03', due: null }]]);
    const elsewhere = item('n1', '兑镇镇的路灯坏了，没人修。');
    expect((await dues(elsewhere, undated('n2')))[1]).toEqual([
      { id: 'DL-03', due: '2026-11-20T09:00:00+08:00' },
    ]);
  });

  it('gives the same bytes for the same input, also with the exported model', async () => {
    const model = join(folder, 'model.json');
    const exported = await huiyin(['model', 'export', model, '--profile', profile]);
    expect(exported.code).toBe(0);
    const input = lines(noise, item('n2', '家里瘫痪的老人一直没有人管，心里真难受'));
    const first = await analyse(input);
    expect((await analyse(input)).out).toEqual(first.out);
    const names = ({ out }: { out: string[] }) => out.map((line) => JSON.parse(line).fields[0]?.name);
    expect(names(await analyse(input, '--model', model))).toEqual(names(first));
  });
});

describe('huiyin evaluate', () => {
  it('counts fields', async () => {
    const rows = ['学校收费', '学校补课', '老师打学生'].map((text) => ({ text, label: '教育' }));
    const others = ['医院收费', '医院看病', '医生态度'].map((text) => ({ text, label: '卫生' }));
    const train = file('train.jsonl', [...rows, ...others]);
    const test = file('test.jsonl', [
      { title: '学校的老师', label: '教育' },
      { title: '医院的医生', label: '教育' },
    ]);
    const { code, out } = await huiyin(['evaluate', 'fields', '--train', train, '--test', test]);
    expect(code).toBe(0);
    const { n, accuracy, macroF1 } = JSON.parse(out.at(-1)!);
    expect({ n, accuracy }).toEqual({ n: 2, accuracy: 0.5 });
    expect(macroF1).toBeCloseTo((2 / 3 + 0) / 2, 10);
  });

  it('counts pairs of copies', async () => {
    const text = '城东花园小区暖气三天不热，家里只有十三度，老人孩子都穿着棉衣，热力公司说在抢修。';
    const items = file('items.jsonl', [
      { id: 1, text, group: 'a' },
      { id: 2, text: `转发：${text}`, group: 'a' },
      { id: 3, text: '实验小学放学时门口车辆乱停，孩子过马路很危险。', group: 'b' },
      { id: 4, text: '实验小学的门口有人疏导交通了，感谢交警同志。', group: 'b' },
      { id: 5, text: '公园的椅子坏了。' },
    ]);
    const { out } = await huiyin(['evaluate', 'duplicates', '--items', items]);
    expect(JSON.parse(out.at(-1)!)).toEqual({ precision: 1, recall: 0.5 });
  });

  it('counts routing, tells the misses on stderr, and exits 0 whatever the score', async () => {
    const expect1 = { respondents: ['吕梁市生态环境局孝义分局'], deadlines: ['DL-03'], flags: [] };
    const cases = file('cases.jsonl', [
      { id: 'C1', item: noise, expect: expect1 },
      { id: 'C2', item: noise, expect: { ...expect1, respondents: ['市教科局'] } },
    ]);
    const { code, out, err } = await huiyin(['evaluate', 'routing', '--cases', cases, '--profile', profile]);
    expect(code).toBe(0);
    expect(JSON.parse(out.at(-1)!)).toMatchObject({ n: 2, respondents: 0.5, deadlines: 1, all: 0.5 });
    expect(err.some((line) => line.startsWith('C2 respondents: expected ["市教科局"]'))).toBe(true);
  });

  it('counts what is wrongly taken for ours', async () => {
    const items = file('hot.jsonl', [{ title: '国足新帅人选引热议' }, { title: '孝义一煤矿发生透水事故' }]);
    const { out } = await huiyin(['evaluate', 'relevance', '--items', items, '--profile', profile]);
    expect(JSON.parse(out.at(-1)!)).toEqual({ n: 2, relevant: 1 });
  });
});

describe('bin/huiyin.mjs', () => {
  it('says how to build before there is a build', () => {
    const elsewhere = join(folder, 'clone/bin');
    cpSync(join(root, 'bin'), elsewhere, { recursive: true });
    const { status, stderr } = spawnSync(process.execPath, [join(elsewhere, 'huiyin.mjs')], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toContain('run npm run build');
  });

  const built = existsSync(join(root, 'dist/src/cli.js')) ? it : it.skip;
  built('answers an item while its input is still open', async () => {
    const child = spawn(process.execPath, [join(root, 'bin/huiyin.mjs'), 'analyse', '--profile', profile]);
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stdin.write(`${lines(noise)}\n`);
    expect(JSON.parse((await answers.next()).value)).toMatchObject({ id: 'n1', relevant: true });
    child.stdin.end(`${lines({ ...noise, id: 'n2' })}\n`);
    expect(JSON.parse((await answers.next()).value)).toMatchObject({ id: 'n2', duplicateOf: 'n1' });
    expect(await new Promise((done) => child.once('exit', done))).toBe(0);
  });
});
