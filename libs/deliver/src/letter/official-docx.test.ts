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
const documentOf = async (given: Partial<OfficialPaper> = {}) => {
  const part = unzipSync(await officialDocx({ ...paper, ...given }))['word/document.xml'];
  return strFromU8(part ?? new Uint8Array());
};

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
});
