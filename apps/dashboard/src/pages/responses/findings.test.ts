import type { ResponseBlock, SignedFile } from '../../../../api/src/contract/index.js';
import { checkWords, clearedCount, groupBlocks, isReason, placeWords, signedFilesSays } from './findings.js';

const block = (given: Partial<ResponseBlock>): ResponseBlock => ({
  kind: 'phone',
  what: '电话号码',
  words: '13812345678',
  around: '正文第1段',
  file: '说明.docx',
  fileId: 'a',
  clearable: true,
  advice: '请移除这个附件，删去后重新添加。',
  ...given,
});
const inText = block({ file: null, fileId: null, clearable: false, around: '咨询电话13812345678' });

describe('what was found in files', () => {
  it('stands under its file, named once, apart from what stands in the text', () => {
    const grouped = groupBlocks([
      inText,
      block({}),
      block({ fileId: 'b', words: '13900000000' }),
      block({ kind: 'name', what: '姓名', words: '李大海', around: '正文第2段', clearable: false }),
    ]);
    expect(grouped.inText).toEqual([inText]);
    // Two files of one name are two.
    expect(grouped.files.map(({ fileId, name, findings }) => [fileId, name, findings.length])).toEqual([
      ['a', '说明.docx', 2],
      ['b', '说明.docx', 1],
    ]);
    expect(grouped.files[0]?.advice).toEqual(['请移除这个附件，删去后重新添加。']);
    expect(grouped.files[0]?.findings[1]).toEqual({
      kind: 'name',
      what: '姓名',
      words: '李大海',
      clearable: false,
      places: ['正文第2段'],
    });
  });

  it('is one finding for the same words in several places, and two for two kinds', () => {
    const [file] = groupBlocks([
      block({}),
      block({ around: '正文第4段' }),
      block({ around: '正文第4段' }),
      block({ kind: 'account', what: '账号' }),
    ]).files;
    expect(file?.findings.map(({ kind, places }) => [kind, places])).toEqual([
      ['phone', ['正文第1段', '正文第4段']],
      ['account', ['正文第1段']],
    ]);
  });

  it('names three places and the number of more', () => {
    expect(placeWords(['正文第1段', '正文第2段', '正文第3段'])).toBe('正文第1段、正文第2段、正文第3段');
    expect(placeWords(['第1行', '第2行', '第3行', '第4行'])).toBe('第1行、第2行、第3行等 4 处');
  });

  it('is nobody’s only with a reason that says something', () => {
    expect(['', '案号', '  案号  ', '法院案号'].map(isReason)).toEqual([false, false, false, true]);
  });
});

describe('files before whoever signs', () => {
  const cleared = {
    kind: 'phone' as const,
    what: '电话号码',
    words: '13812345678',
    place: '正文第1段',
    reason: '法院的案号',
    by: '王某',
    at: '2026-11-23T01:00:00Z',
  };
  const file = (given: Partial<SignedFile>): SignedFile => ({
    name: '说明.docx',
    size: 1000,
    checkedBy: null,
    cleared: [],
    ...given,
  });

  it('say how much was said to be nobody’s, and who has looked through them', () => {
    const files = [file({ cleared: [cleared, { ...cleared, words: '96111' }] }), file({ checkedBy: '王某' })];
    expect(signedFilesSays(files)).toBe('附件 2 个，2 处经说明不是个人信息');
    expect(clearedCount(files)).toBe(2);
    expect(signedFilesSays([file({})])).toBe('附件 1 个');
    expect(files.map(checkWords)).toEqual(['已自动检查个人信息', '王某已人工核对']);
  });
});
