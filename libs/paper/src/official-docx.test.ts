import { strFromU8, unzipSync } from 'fflate';
import { officialDocx, type OfficialPaper } from './official-docx.js';

const paper: OfficialPaper = {
  head: '清岚市政府办公室',
  number: '清舆督〔2026〕1号',
  title: '关于督促办理政务舆情的督办单',
  to: '市综合服务局',
  paragraphs: ['一、基本情况', '河道异味，尚未核实。'],
  fields: [['紧急程度', '加急']],
  table: { head: ['单位', '办理要求'], rows: [['市综合服务局', '核实情况\n报送初报']] },
  closing: ['请按时报送。'],
  from: '清岚市政府办公室',
  date: '2026年11月23日',
};
const partsOf = async (given: Partial<OfficialPaper> = {}) => {
  const parts = Object.entries(unzipSync(await officialDocx({ ...paper, ...given })));
  return new Map(parts.map(([name, content]) => [name, strFromU8(content)]));
};
const documentOf = async (given: Partial<OfficialPaper> = {}) =>
  (await partsOf(given)).get('word/document.xml') ?? '';

describe('a paper of the office in Word', () => {
  it('has the margins of GB/T 9704 on A4, and every part of the paper', async () => {
    const xml = await documentOf();
    expect(xml).toContain('w:w="11906" w:h="16838"');
    expect(xml).toMatch(/w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
    for (const words of [
      '清舆督〔2026〕1号',
      '市综合服务局：',
      '加急',
      '核实情况',
      '报送初报',
      '请按时报送。',
    ])
      expect(xml).toContain(words);
  });

  it('sets heads of parts apart from the text', async () => {
    const xml = await documentOf();
    const fontOf = (words: string) =>
      xml
        .slice(0, xml.indexOf(words))
        .match(/w:eastAsia="([^"]+)"/g)
        ?.at(-1);
    expect(fontOf('一、基本情况')).toContain('黑体');
    expect(fontOf('河道异味')).toContain('仿宋');
  });

  it('leaves out what there is not', async () => {
    const xml = await documentOf({ number: null, to: null, fields: [] });
    expect(xml).not.toContain('清舆督');
    expect(xml).not.toContain('市综合服务局：');
    expect(xml).not.toMatch(/null|undefined/);
  });

  it('has 22 lines of 28 characters on the page', async () => {
    const xml = await documentOf();
    const pitch = /w:docGrid w:type="lines" w:linePitch="(\d+)"/.exec(xml)?.[1];
    const space = /w:spacing w:val="(-?\d+)"/.exec(xml)?.[1];
    const millimetres = (points: number) => (points / 72) * 25.4;
    expect(millimetres(22 * (Number(pitch) / 20))).toBeCloseTo(225, 0);
    expect(Math.abs(millimetres(28 * (16 + Number(space) / 20)) - 156)).toBeLessThan(0.5);
  });

  it('numbers pages outside: odd ones right, even ones left', async () => {
    const parts = await partsOf();
    const footers = [...parts].filter(([name]) => /word\/footer\d/.test(name)).map(([, xml]) => xml);
    expect(
      footers.map((xml) => /w:jc w:val="(\w+)"/.exec(xml)?.[1] ?? '').toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['left', 'right']);
    for (const xml of footers) {
      expect(xml).toContain('>PAGE<');
      expect(xml.replace(/<w:instrText[^>]*>.*?<\/w:instrText>/g, '1').replace(/<[^>]+>/g, '')).toBe('— 1 —');
    }
    expect(parts.get('word/settings.xml')).toContain('w:evenAndOddHeaders');
  });

  it('to a superior names the signer beside the number, above the red line, and ends with the imprint', async () => {
    const xml = await documentOf({
      form: 'document',
      urgency: '特急',
      signer: '李示例',
      copies: ['市委宣传部', '市应急管理局'],
      printedBy: '清岚市政府办公室',
    });
    const words = xml
      .replace(/<w:tab\/>/g, '\t')
      .replace(/<\/w:p>/g, '\n')
      .replace(/<[^>]+>/g, '');
    const order = [
      '特急',
      '签发人：李示例',
      '关于督促办理政务舆情的督办单',
      '抄送：市委宣传部，市应急管理局。',
      '2026年11月23日印发',
    ];
    const places = order.map((part) => words.indexOf(part));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThanOrEqual(0);
    expect(await documentOf()).not.toMatch(/签发人|抄送|印发/);
  });

  it('sets the second order of heads in 楷体', async () => {
    const xml = await documentOf({ paragraphs: ['（一）传播情况', '一共三条。'] });
    const before = xml.slice(0, xml.indexOf('（一）传播情况'));
    expect(before.match(/w:eastAsia="([^"]+)"/g)?.at(-1)).toContain('楷体');
  });
});
