import { deflateRawSync } from 'node:zlib';
import writeExcel from 'write-excel-file/node';
import { workbook } from '../../../../test/support/workbook.js';
import { findForms } from './forms.js';
import { readFiles } from './sheets.js';
import { RosterFileError } from './zip.js';

const annex = (unit: string, people: string[][]) => [
  ['附件2'],
  ['政务舆情联络人名单'],
  [`报送单位（盖章）：${unit}`],
  ['', '分管负责人', '政务舆情协调机构\n（承办股室）', '承办人', '联络人'],
  ['姓名\n（机构名称）', ...people.map(([name]) => name ?? '')],
  ['联系方式', ...people.map(([, contact]) => contact ?? '')],
];
const people = [
  ['张　示例', '１３８００００００００'],
  ['办公室', '0358-7654321'],
  ['李样本', '13900000000 li@qinglan.example'],
  ['王演示', 'wang@qinglan.example'],
];
const read = {
  charge_leader: { name: '张示例', phone: '13800000000', email: null },
  office: { name: '办公室', phone: '0358-7654321', email: null },
  handler: { name: '李样本', phone: '13900000000', email: 'li@qinglan.example' },
  liaison: { name: '王演示', phone: null, email: 'wang@qinglan.example' },
};
const formsOf = (rows: string[][]) => findForms({ file: 'a.xlsx', sheet: '表1', rows });

describe('the form of annex 2', () => {
  it('is read as the notice has it', () => {
    expect(formsOf(annex('东湖街道', people))).toEqual([
      {
        written: '东湖街道',
        file: 'a.xlsx',
        sheet: '表1',
        row: 4,
        entries: read,
        sealed: null,
        problems: [],
      },
    ]);
  });

  it('with the unit in the next cell, and several forms below each other', () => {
    const first = annex('', people);
    first[2] = ['报送单位（盖章）', '', '东湖街道'];
    const forms = formsOf([...first, [], ...annex('西湖街道', people)]);
    expect(forms.map((form) => form.written)).toEqual(['东湖街道', '西湖街道']);
    expect(forms[1]?.entries).toEqual(read);
  });

  it('with blanks and marks for none leaves the slot out; a number without a name is told', () => {
    const [form] = formsOf(
      annex('东湖街道', [
        ['—', ''],
        ['无', '无'],
        ['', '13800000000'],
        ['王演示', '找门卫'],
      ]),
    );
    expect(form?.entries).toEqual({ liaison: { name: '王演示', phone: null, email: null } });
    expect(form?.problems).toEqual([
      '有联系方式而没有姓名（机构名称），未读取。',
      '联系方式“找门卫”不能识别。',
    ]);
  });

  it('is found in no other table', () => {
    expect(
      formsOf([
        ['标题', '内容'],
        ['停水', '三天'],
      ]),
    ).toEqual([]);
  });
});

describe('a table of one unit a row', () => {
  const row = (unit: string, seal: string) => [
    '1',
    unit,
    '张示例',
    '13800000000',
    '办公室',
    '0358-7654321',
    '李样本',
    '13900000000',
    'li@qinglan.example',
    '王演示',
    '',
    'wang@qinglan.example',
    seal,
  ];

  it('is read by its headings', () => {
    const forms = formsOf([
      ['全市政务舆情联络人名单'],
      [
        '序号',
        '单位',
        '分管负责人',
        '分管负责人电话',
        '承办股室',
        '承办股室电话',
        '承办人',
        '承办人手机',
        '承办人邮箱',
        '联络人',
        '联络人手机',
        '联络人邮箱',
        '是否盖章',
      ],
      row('东湖街道', '是'),
      [],
      row('西湖街道', '否'),
    ]);
    expect(forms.map(({ written, sealed, row: at }) => [written, sealed, at])).toEqual([
      ['东湖街道', true, 3],
      ['西湖街道', false, 5],
    ]);
    expect(forms[0]?.entries).toEqual(read);
  });

  it('with headings in two rows, the upper merged', () => {
    const forms = formsOf([
      ['单位', '分管负责人', '', '承办股室', '', '承办人', '', '联络人', ''],
      ['', '姓名', '联系方式', '名称', '联系方式', '姓名', '联系方式', '姓名', '联系方式'],
      ['东湖街道', ...people.flat()],
    ]);
    expect(forms).toHaveLength(1);
    expect(forms[0]?.entries).toEqual(read);
  });

  it('with two rows a unit, the unit merged', () => {
    const forms = formsOf([
      ['单位', '项目', '分管负责人', '承办股室', '承办人', '联络人'],
      ['东湖街道', '姓名（机构名称）', ...people.map(([name]) => name ?? '')],
      ['', '联系方式', ...people.map(([, contact]) => contact ?? '')],
      ['西湖街道', '姓名（机构名称）', ...people.map(([name]) => name ?? '')],
      ['', '联系方式', ...people.map(([, contact]) => contact ?? '')],
    ]);
    expect(forms.map((form) => form.written)).toEqual(['东湖街道', '西湖街道']);
    expect(forms.map((form) => form.entries)).toEqual([read, read]);
  });

  it('with name and number in one cell', () => {
    const forms = formsOf([
      ['单位', '分管负责人', '承办股室', '承办人', '联络人', '联络人B角'],
      [
        '东湖街道',
        '张示例13800000000',
        '办公室（0358-7654321）',
        '李样本 13900000000 li@qinglan.example',
        '王演示，wang@qinglan.example',
        '赵试填',
      ],
    ]);
    expect(forms[0]?.entries).toEqual({
      ...read,
      liaison_b: { name: '赵试填', phone: null, email: null },
    });
    expect(forms[0]?.problems).toEqual([]);
  });
});

/** The smallest zip whose entries say of themselves what a test wants. */
function archive(files: { name: Buffer; data: Buffer; size?: number; flags?: number }[]): Buffer {
  const parts: Buffer[] = [];
  const listed: Buffer[] = [];
  let offset = 0;
  for (const { name, data, size = data.length, flags = 0 } of files) {
    const packed = deflateRawSync(data);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(name.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, name, packed]);
    listed.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\0'), fields, tail, name]));
    parts.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(listed.length, 6);
  end.writeUInt32LE(Buffer.concat(listed).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, ...listed, Buffer.from('PK\u0005\u0006'), end]);
}
const problemOf = (bytes: Buffer, name = 'a.xlsx') =>
  readFiles(name, bytes).then(
    (files) => files.map((file) => file.problem),
    (error: unknown) => {
      if (error instanceof RosterFileError) return error.message;
      throw error;
    },
  );

describe('an upload', () => {
  it('is a workbook with several sheets, written by Excel’s like', async () => {
    const sheet = (unit: string) => annex(unit, people).map((row) => row.map((value) => ({ value })));
    const bytes = await writeExcel([
      { sheet: '一', data: sheet('东湖街道') },
      { sheet: '二', data: sheet('西湖街道') },
    ]).toBuffer();
    const [file] = await readFiles('a.xlsx', bytes);
    expect(file?.grids.flatMap(findForms).map((form) => [form.sheet, form.written])).toEqual([
      ['一', '东湖街道'],
      ['二', '西湖街道'],
    ]);
    expect(file?.grids.flatMap(findForms)[0]?.entries).toEqual(read);
  });

  it('is a zip of several, names as Windows packs them; what is no form is told apart', async () => {
    const gbk = Buffer.from('b6abbafebdd6b5c02e786c7378', 'hex'); // 东湖街道.xlsx
    const files = await readFiles(
      'all.zip',
      archive([
        { name: gbk, data: workbook(annex('', people)) },
        { name: Buffer.from('扫描件/西湖.pdf'), data: Buffer.from('%PDF-1.7') },
        { name: Buffer.from('__MACOSX/._a.xlsx'), data: Buffer.from('x') },
      ]),
    );
    expect(files.map(({ file, grids }) => [file, grids.flatMap(findForms).length])).toEqual([
      ['东湖街道.xlsx', 1],
      ['西湖.pdf', 0],
    ]);
    expect(files[1]?.problem).toContain('PDF 扫描件');
  });

  it('that is hostile or broken gets one clear error', async () => {
    const small = workbook(annex('东湖街道', people));
    const bomb = { name: Buffer.from('xl/workbook.xml'), data: Buffer.alloc(40 * 1024 * 1024), size: 10 };
    expect(await problemOf(archive([bomb]))).toContain('过大');
    expect(
      await problemOf(archive([{ name: Buffer.from('a'), data: Buffer.from('x'), flags: 1 }])),
    ).toContain('密码');
    expect(await problemOf(small.subarray(0, 300))).toContain('损坏');
    expect(await problemOf(Buffer.from('姓名,电话'))).toContain('不是 Excel 工作簿');
    expect(await problemOf(Buffer.from('d0cf11e0a1b11ae100', 'hex'))).toContain('.xls');
    expect(await problemOf(Buffer.from('%PDF-1.7'))).toContain('PDF');
    expect(await problemOf(Buffer.alloc(0))).toContain('空');
    expect(await problemOf(Buffer.alloc(4 * 1024 * 1024, 1))).toContain('3 MB');
    expect(await problemOf(archive([]))).toContain('空');
  });

  it('with formulas, entities or a huge sheet is refused', async () => {
    const part = (name: string, text: string) => ({ name: Buffer.from(name), data: Buffer.from(text) });
    const book = part('xl/workbook.xml', '<workbook/>');
    const sheet = (xml: string) => archive([book, part('xl/worksheets/sheet1.xml', xml)]);
    expect(await problemOf(sheet('<row><c r="A1"><f>CMD()</f></c></row>'))).toContain('公式');
    expect(await problemOf(sheet('<!DOCTYPE a [<!ENTITY b "b">]>'))).toContain('不正常');
    expect(await problemOf(sheet('<row r="1"></row>'.repeat(2001)))).toContain('表格过大');
    expect(await problemOf(sheet('<row><c r="XFD1048576"><v>1</v></c></row>'))).toContain('表格过大');
    expect(await problemOf(sheet('<sheetData/>'))).toContain('损坏');
  });
});
