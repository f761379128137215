import { workbook } from '../../../../test/support/workbook.js';
import { readRows, UnreadableFile } from './rows.js';

const values = async (bytes: Buffer | string) =>
  (await readRows(Buffer.from(bytes))).map((row) => row.values);

describe('tables as offices keep them', () => {
  it('GBK with semicolons', async () => {
    // 标题;内容 / 路灯;不亮
    const gbk = Buffer.from('b1eacce23bc4dac8dd0d0ac2b7b5c63bb2bbc1c10d0a', 'hex');
    expect(await values(gbk)).toEqual([{ title: '路灯', text: '不亮' }]);
  });

  it('notes above the headings, line breaks and quotes within cells, lines counted as an editor shows them', async () => {
    const rows = await readRows(
      Buffer.from('2026年台账\n标题,内容,填报人\n一,"两\n行",张三\n,,\n"他说""好""",x,李四\n'),
    );
    expect(rows.map(({ line, values }) => ({ line, ...values }))).toEqual([
      { line: 3, title: '一', text: '两\n行' },
      { line: 6, title: '他说"好"', text: 'x' },
    ]);
  });

  it('tabs, byte order mark and English headings', async () => {
    expect(await values('\ufeffTitle\tContent\tLikes\na\tb\t3\n')).toEqual([
      { title: 'a', text: 'b', likes: '3' },
    ]);
  });

  it('a JSON array', async () => {
    expect(await values('[{"标题":"一"},{"标题":"二"}]')).toEqual([{ title: '一' }, { title: '二' }]);
  });

  it('an Excel sheet, its dates as local time', async () => {
    const sheet = workbook([
      ['标题', '时间'],
      ['路灯不亮', 46344 + 9.5 / 24],
    ]);
    expect(await values(sheet)).toEqual([{ title: '路灯不亮', time: '2026-11-18 09:30:00' }]);
  });
});

it.each([
  ['', 'empty'],
  ['a,b\n1,2\n', 'no column'],
  ['PK\u0003\u0004 broken', 'no Excel sheet'],
  [Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'xlsx'],
])('refuses %j as a whole', async (bytes, message) => {
  const reading = readRows(Buffer.from(bytes as string));
  await expect(reading).rejects.toThrow(UnreadableFile);
  await expect(reading).rejects.toThrow(message);
});
