import { crc32 } from 'node:zlib';
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
    expect(await values(excel())).toEqual([{ title: '路灯不亮', time: '2026-11-18 09:30:00' }]);
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

/** The smallest workbook with two columns, the second a date (45979 days and 9:30 after 1899-12-30 ⇒ 2026-11-18 …). */
function excel(): Buffer {
  const sheet =
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' +
    '<row r="1"><c r="A1" t="inlineStr"><is><t>标题</t></is></c><c r="B1" t="inlineStr"><is><t>时间</t></is></c></row>' +
    `<row r="2"><c r="A2" t="inlineStr"><is><t>路灯不亮</t></is></c><c r="B2" s="1"><v>${46344 + 9.5 / 24}</v></c></row>` +
    '</sheetData></worksheet>';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zip({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${rel}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${rel}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': sheet,
  });
}

/** A zip of stored (uncompressed) files. */
function zip(files: Record<string, string>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const data = Buffer.from(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\0'), fields, tail, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, index, Buffer.from('PK\u0005\u0006'), end]);
}
