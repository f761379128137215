import { bareEdits, basketOf, titleOf, withEdit, type PendingEdit } from './basket.js';
import { dayBefore, newNameProblem } from './rename.js';

const topic = { no: 7, name: '供水', unit: '市水务局', words: ['停水'], basis: '三定' };
const edit = (over: Partial<PendingEdit> = {}): PendingEdit => ({
  kind: 'topics',
  key: '7',
  body: { ...topic, unit: '市住建局' },
  expectedRevision: 3,
  name: '供水',
  base: topic,
  ...over,
});

describe('the change that is put together', () => {
  it('holds an entry once: the later edit stands', () => {
    const later = edit({ body: { ...topic, unit: '市城管局' } });
    const edits = withEdit(withEdit([edit({ key: '8' })], edit()), later);
    expect(edits.map(({ key, body }) => [key, body?.['unit']])).toEqual([
      ['8', '市住建局'],
      ['7', '市城管局'],
    ]);
  });

  it('drops an edit that was turned back to what stands', () => {
    expect(withEdit([edit()], edit({ body: { ...topic, notWords: [] } }))).toEqual([]);
    expect(withEdit([], edit({ body: topic }))).toEqual([]);
  });

  it('keeps a removal, and tells new entries apart by their name', () => {
    expect(withEdit([], edit({ body: null }))).toHaveLength(1);
    const fresh = (name: string) => edit({ key: null, base: null, expectedRevision: null, name });
    expect(withEdit(withEdit([fresh('甲')], fresh('乙')), fresh('甲'))).toHaveLength(2);
  });

  it('sends no more than the server asks for', () => {
    expect(bareEdits([edit()])).toEqual([
      { kind: 'topics', key: '7', body: { ...topic, unit: '市住建局' }, expectedRevision: 3 },
    ]);
  });

  it('proposes a title', () => {
    expect(titleOf([edit()])).toBe('修改主题“供水”');
    expect(titleOf([edit({ body: null }), edit({ key: '8' })])).toBe('删除主题“供水”等 2 处');
    expect(titleOf([edit({ kind: 'units', key: null, base: null, name: '市数据局' })])).toBe(
      '新增单位“市数据局”',
    );
    expect(titleOf([])).toBe('');
  });

  it('takes a stored draft up with the entries it was made from', () => {
    const draft = {
      id: 'c1',
      version: 2,
      number: 9,
      title: '供水',
      reason: '纪要',
      edits: [
        { ...edit(), before: topic, diff: [], action: 'replace', needsApproval: true, changedSince: [] },
      ],
    };
    const basket = basketOf(draft as never, 'monitor1');
    expect(basket).toMatchObject({ owner: 'monitor1', draft: { id: 'c1', version: 2, number: 9 } });
    expect(basket.edits).toEqual([edit()]);
  });
});

describe('a rename', () => {
  const form = { name: '市数据局', code: '', from: '2027-01-01', basis: '机构改革方案' };

  it('ends the old name the day before, also over a new year and a leap day', () => {
    expect(dayBefore('2027-01-01')).toBe('2026-12-31');
    expect(dayBefore('2028-03-01')).toBe('2028-02-29');
  });

  it('says what is missing', () => {
    expect(newNameProblem('市大数据局', form, false)).toBe('');
    expect(newNameProblem('市数据局', form, false)).toContain('相同');
    expect(newNameProblem('市大数据局', form, true)).toContain('编码');
    expect(newNameProblem('市大数据局', { ...form, from: '' }, false)).toContain('自何日起');
    expect(newNameProblem('市大数据局', { ...form, basis: ' ' }, false)).toContain('依据');
  });
});
