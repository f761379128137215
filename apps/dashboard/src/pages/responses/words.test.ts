import type { ResponseCheck, ResponseDetail } from '../../../../api/src/contract/index.js';
import { readTyped } from './useTyped.js';
import { missing, sizeWords, submitEffect } from './words.js';

const check = (given: Partial<ResponseCheck>): ResponseCheck => ({
  item: 'sources',
  text: '事实有据可查',
  source: '',
  always: true,
  answer: 'yes',
  reason: '',
  by: null,
  at: null,
  current: true,
  ...given,
});
const text = (given: Partial<ResponseDetail>) =>
  ({
    title: '标题',
    text: '正文',
    blocks: [],
    checklist: [check({})],
    files: [],
    units: ['市甲局'],
    ...given,
  }) as ResponseDetail;

describe('words beside a text', () => {
  it('say what is still missing before it can be handed in', () => {
    expect(missing(text({}))).toEqual([]);
    const files = [{ hint: '未能检查，请人工核对。' }, { hint: null }] as ResponseDetail['files'];
    expect(missing(text({ files }))).toEqual(['人工核对 1 个附件']);
    const place = { file: null, fileId: null, clearable: false };
    const block = { kind: 'phone', what: '电话号码', words: '', around: '', advice: '', ...place } as const;
    const open = [check({ answer: null }), check({ current: false }), check({})];
    expect(missing(text({ title: ' ', text: '', blocks: [block], checklist: open }))).toEqual([
      '填写标题',
      '填写正文',
      '改正 1 处内容',
      '核对 2 项',
    ]);
  });

  it('say what handing it in leads to', () => {
    expect(submitEffect(text({ joint: false, signatures: 1 }))).toContain('提交后送一人审签');
    const joint = submitEffect(text({ joint: true, signatures: 2, units: ['市甲局', '市乙局'] }));
    expect(joint).toContain('市甲局、市乙局会签，口径一致后两人审签');
  });

  it('name the size of a file', () => {
    expect([10, 320_400, 3_400_000].map(sizeWords)).toEqual(['1 KB', '320 KB', '3.4 MB']);
  });

  it('bring back what was typed and never saved, and nothing that is broken', () => {
    const store = (kept: string | null) => ({ getItem: () => kept });
    const typed = { version: 3, title: '题', html: '<p>文</p>' };
    expect(readTyped(store(JSON.stringify(typed)), 'x')).toEqual(typed);
    expect(readTyped(store('{"version":1}'), 'x')).toBeNull();
    expect(readTyped(store('{'), 'x')).toBeNull();
    expect(readTyped(store(null), 'x')).toBeNull();
  });
});
