import { zipSync } from 'fflate';
import { officialDocx } from '#paper';
import { scanFile } from './scan.js';
import { textOf } from './passages.js';
import { unpack } from './unpack.js';

/** Stands for the masker of `#collect`: numbers of eleven digits. */
const mask = (text: string): string => text.replaceAll(/\d{11}/g, (found) => '*'.repeat(found.length));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const archive = (parts: Record<string, string>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, bytes(text)])));
const word = (document: string, more: Record<string, string> = {}) =>
  archive({ 'word/document.xml': document, ...more });
const paragraphs = (...texts: string[]) =>
  `<w:body>${texts.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('')}</w:body>`;

describe('what stands in an attached file', () => {
  it('is found in a Word file paragraph by paragraph, also where it is split, deleted or remarked on', () => {
    const split =
      '<w:p><w:r><w:t>电话138</w:t></w:r><w:r><w:t xml:space="preserve">12345678</w:t></w:r></w:p>';
    const deleted = '<w:p><w:del><w:r><w:delText>患者李大海</w:delText></w:r></w:del></w:p>';
    const file = word(`<w:body><w:p/>${split}${deleted}</w:body>`, {
      'word/header1.xml': paragraphs('联系13987654321'),
      'word/comments.xml': `<w:comment>${paragraphs('A&amp;B 13700000000')}</w:comment>`,
    });
    const { state, findings } = scanFile(file, 'docx', mask);
    expect(state).toBe('read');
    expect(findings.map(({ kind, words, place }) => [kind, words, place])).toEqual([
      ['phone', '13812345678', '正文第1段'],
      ['name', '李大海', '正文第2段'],
      ['phone', '13987654321', '页眉第1段'],
      ['phone', '13700000000', '批注第1段'],
    ]);
  });

  it('is nothing in a paper as the city writes it', async () => {
    const file = await officialDocx({
      head: '孝义市人民政府办公室文件',
      number: null,
      title: '关于停水情况的说明',
      to: '各有关单位',
      paragraphs: ['阳光小区已于11月22日20时恢复供水，患者均已出院，咨询请拨打12345。'],
      from: '孝义市人民政府办公室',
      date: '2026年11月23日',
    });
    expect(scanFile(file, 'docx', mask)).toEqual({ state: 'read', findings: [] });
  });

  it('is found in the cells of a sheet, in its own row, and under a heading that says 姓名', () => {
    const file = archive({
      'xl/workbook.xml': '<sheets><sheet name="名单&amp;金额" sheetId="1"/></sheets>',
      'xl/sharedStrings.xml':
        '<sst><si><t>姓名</t></si><si><r><t>欧阳</t></r><r><t>海</t></r><rPh><t>ouyang</t></rPh></si><si><t>合计</t></si></sst>',
      'xl/worksheets/sheet1.xml':
        '<sheetData><row r="2"><c r="A2"/><c r="C2" t="s"><v>0</v></c></row>' +
        '<row r="3"><c r="C3" t="s"><v>1</v></c><c r="D3"><v>13812345678</v></c></row>' +
        '<row r="9"><c r="C9" t="s"><v>2</v></c></row></sheetData>',
    });
    expect(scanFile(file, 'xlsx', mask).findings).toEqual([
      { kind: 'phone', words: '13812345678', place: '表“名单&金额”第3行' },
      { kind: 'name', words: '欧阳海', place: '表“名单&金额”第3行' },
    ]);
  });

  it.each([
    ['txt', bytes('一\n请致电13812345678'), '第2行'],
    ['csv', Uint8Array.from([0xc4, 0xe3, 0x0a, ...bytes('13812345678')]), '第2行'],
  ])('is found in a %s, whatever it is encoded in', (ending, content, place) => {
    expect(scanFile(content, ending, mask).findings).toEqual([
      { kind: 'phone', words: '13812345678', place },
    ]);
  });

  it('is left to a person where there are pictures, and where no program reads it', () => {
    const picture = word(paragraphs('见图'), { 'word/media/image1.png': 'x' });
    expect(scanFile(picture, 'docx', mask).state).toBe('part');
    expect(scanFile(bytes('%PDF-1.7'), 'pdf', mask)).toEqual({ state: 'unread', findings: [] });
    expect(scanFile(word('').slice(0, 40), 'docx', mask).state).toBe('unread');
    expect(textOf(bytes('ELF\0'), 'txt')).toBeNull();
    const long = word(paragraphs(...Array.from({ length: 500 }, () => '长'.repeat(1_000))));
    expect(scanFile(long, 'docx', mask).state).toBe('part');
  });
});

it('a line without an end is looked through all the same', () => {
  const line = `${'很'.repeat(438)}13812345678${'长'.repeat(3_000)}患者李大海，`;
  const found = scanFile(bytes(line), 'txt', mask).findings.map(({ words }) => words);
  expect(found).toEqual(['13812345678', '李大海']);
});

describe('what somebody has said to be nothing of a person', () => {
  const hotline = { kind: 'phone' as const, words: '13812345678' };

  it('is passed over wherever it stands, whole and of its kind only', () => {
    const file = bytes('热线13812345678\n值班13812345678\n138123456789\n患者李大海');
    const found = scanFile(file, 'txt', mask, [hotline, { kind: 'phone', words: '李大海' }]).findings;
    expect(found.map(({ words, place }) => [words, place])).toEqual([
      ['138123456789', '第3行'],
      ['李大海', '第4行'],
    ]);
  });

  it('lets what stood behind the twentieth come up', () => {
    const file = bytes([...Array.from({ length: 25 }, () => '热线13812345678'), '13900001111'].join('\n'));
    expect(scanFile(file, 'txt', mask).findings).toHaveLength(20);
    expect(scanFile(file, 'txt', mask, [hotline])).toEqual({
      state: 'read',
      findings: [{ kind: 'phone', words: '13900001111', place: '第26行' }],
    });
  });

  it('is not looked for without end: the rest is left to a person', () => {
    const file = bytes(Array.from({ length: 600 }, () => '热线13812345678').join('\n'));
    expect(scanFile(file, 'txt', mask, [hotline])).toEqual({ state: 'part', findings: [] });
  });
});

describe('an archive that means harm', () => {
  const all = () => true;

  it('is given up once too much comes out of it, whatever it says of its size', () => {
    const bomb = zipSync({ 'word/document.xml': [new Uint8Array(30_000_000), { level: 9 }] });
    expect(bomb.length).toBeLessThan(100_000);
    expect(unpack(bomb, all)).toBeNull();
    const lying = Uint8Array.from(bomb);
    // Size of the whole in the head of the part and in the list of parts: ten bytes.
    const view = new DataView(lying.buffer);
    view.setUint32(22, 10, true);
    for (let at = 0; at < lying.length - 4; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    expect(unpack(lying, all)).toBeNull();
    // What is not wanted is passed over.
    expect(unpack(bomb, () => false)?.size).toBe(0);
  });

  it('is given up with too many parts, and when it is broken', () => {
    const many = Object.fromEntries(
      Array.from({ length: 2_500 }, (_, at) => [`word/${at}.xml`, new Uint8Array(0)]),
    );
    expect(unpack(zipSync(many), () => false)).toBeNull();
    const file = archive({ 'word/document.xml': 'x'.repeat(500) });
    expect(
      unpack(
        file.map((byte, at) => (at > 50 && at < 60 ? 0xff : byte)),
        all,
      ),
    ).toBeNull();
  });
});
