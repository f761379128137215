import writeXlsx from 'write-excel-file/node';
import { FORM_WORDS } from '#respond';
import { LIBRARY_COLUMNS } from '#respond/service';

const WIDE = new Set(['title', 'url', 'explainTitle', 'explainUrl', 'text', 'question', 'answer']);

/** The blank form as a workbook: a head line, and a second sheet that says how it is filled in. */
export async function libraryForm(): Promise<Buffer> {
  const columns = Object.entries(LIBRARY_COLUMNS);
  const head = columns.map(([, value]) => ({ value, fontWeight: 'bold' as const, wrap: true }));
  const help = [
    '一行填写一件文件的一篇解读；有几篇解读或几条问答的，各占一行，文件标题或文号相同即视为同一文件。',
    '新文件必填：文件标题、发布机关、起草单位、公开日期。起草单位有几个的用顿号隔开，牵头单位在前。',
    '日期写作 2026-11-23。已有的文件，空着的格不改动原有内容。',
    `解读形式：${Object.values(FORM_WORDS).join('、')}。`,
  ];
  return writeXlsx([
    {
      data: [head],
      sheet: '政策解读',
      columns: columns.map(([key]) => ({ width: WIDE.has(key) ? 32 : 16 })),
    },
    { data: help.map((value) => [{ value, wrap: true }]), sheet: '填写说明', columns: [{ width: 100 }] },
  ]).toBuffer();
}
