import { splitWords } from '../../parts/words-input.js';
import { begunEntry, blankEntry, fromForm, problemsOf, toForm } from './form.js';
import { specOf } from './kinds.js';

const names = (kind: string, form: Record<string, unknown>) => problemsOf(kind, form).map(({ name }) => name);

describe('from an entry to its form and back', () => {
  it('gives back the same entry when nothing was touched', () => {
    const unit = {
      name: '市税务局',
      kind: '垂直管理单位',
      vertical: true,
      superior: '省税务局',
      basis: '三定',
    };
    expect(fromForm('units', toForm('units', unit))).toEqual(unit);
    const topic = {
      no: 3,
      name: '食堂',
      unit: '属地',
      field: null,
      words: ['食堂'],
      dutyWords: { 市教科局: ['学校'] },
      basis: '通知',
    };
    expect(fromForm('topics', toForm('topics', topic))).toEqual(topic);
  });

  it('trims, takes doubles out and leaves the empty away', () => {
    const form = { ...blankEntry('topics'), no: 9, name: ' 噪声 ', words: ['吵 ', '吵', '夜间＋施工', ' '] };
    expect(fromForm('topics', form)).toEqual({
      no: 9,
      name: '噪声',
      words: ['吵', '夜间+施工'],
      field: null,
    });
  });

  it('drops what the form hides: a successor without an end', () => {
    const form = { ...blankEntry('units'), name: '甲', successor: '乙', validTo: '' };
    expect(fromForm('units', form)).not.toHaveProperty('successor');
    expect(fromForm('units', { ...form, validTo: '2026-01-01' })).toHaveProperty('successor', '乙');
  });

  it('keeps an emptied list of conduct words out: empty and absent mean different things there', () => {
    expect(fromForm('bodies', { kind: 'place_type', words: ['学校'], conductWords: [] })).not.toHaveProperty(
      'conductWords',
    );
  });

  it('keeps fields it does not know', () => {
    expect(
      fromForm('fields', { ...toForm('fields', { no: 1, name: '教育', unit: '甲', seedRow: 4 }) }),
    ).toEqual({
      no: 1,
      name: '教育',
      unit: '甲',
      seedRow: 4,
    });
  });
});

describe('what is wrong with a form, said at once', () => {
  it('asks for what must be there', () => {
    expect(names('units', blankEntry('units'))).toEqual(['name', 'kind', 'basis']);
    expect(names('topics', { ...blankEntry('topics'), no: 1.5 })).toContain('no');
  });

  it('does not ask for what is hidden', () => {
    const unit = { ...blankEntry('units'), name: '甲', kind: '市直部门', basis: '三定' };
    expect(names('units', unit)).toEqual([]);
    expect(names('units', { ...unit, vertical: true })).toEqual(['superior']);
  });

  it('sees dates that end before they begin, and one that follows itself', () => {
    const unit = { name: '甲', kind: '市直部门', basis: '三定' };
    expect(names('units', { ...unit, validFrom: '2026-02-01', validTo: '2026-01-01' })).toEqual(['validTo']);
    expect(names('units', { ...unit, validTo: '2026-01-01', successor: '甲' })).toEqual(['successor']);
  });

  it('sees half a pair of words and a word against itself', () => {
    const topic = { ...blankEntry('topics'), no: 1, name: '噪声', unit: '甲', basis: '三定' };
    expect(problemsOf('topics', { ...topic, words: ['学校+'] })[0]?.text).toContain('两边都要有词');
    expect(names('topics', { ...topic, words: ['吵'], notWords: ['吵'] })).toEqual(['notWords']);
  });
});

describe('a pasted list of words', () => {
  it('is split at commas, 顿号 and lines, in half width', () => {
    expect(splitWords('停水、水压，停水\n 水质 ;学校＋收费')).toEqual(['停水', '水压', '水质', '学校+收费']);
  });
});

describe('parts of parts', () => {
  const clocks = {
    rest: { levels: ['一般'], from: '22:00', to: '07:00' },
    watch: { hours: 24, sources: 3 },
    linkTtl: 'P7D',
    night: { from: '18:00', objectWithin: 'PT24H' },
  };

  it('stand in the form by their path and go back to their place, with what no field shows', () => {
    const form = toForm('clocks', clocks);
    expect(form).toMatchObject({ 'rest.from': '22:00', 'rest.levels': ['一般'], 'watch.hours': 24 });
    form['rest.from'] = '23:00';
    form['rest.levels'] = ['一般', '较大'];
    expect(fromForm('clocks', form)).toMatchObject({
      ...clocks,
      rest: { levels: ['一般', '较大'], from: '23:00', to: '07:00' },
    });
    expect(clocks.rest.from).toBe('22:00');
    expect(form['night.countersignBy']).toBe('10:00');
  });

  it('a limit by level is asked for internal ones only, and both never stand together', () => {
    const limit = {
      id: 'DL-06',
      name: '签收',
      kind: 'internal',
      limit: null,
      byLevel: { 一般: 'PT4H' },
      calendar: 'natural',
    };
    const form = toForm('deadlines', limit);
    form['byLevel.一般'] = 'PT2H';
    expect(fromForm('deadlines', form)).toMatchObject({ limit: null, byLevel: { 一般: 'PT2H' } });
    const names = problemsOf('deadlines', { ...form, 'byLevel.较大': '' }).map(({ name }) => name);
    expect(names).toContain('byLevel.较大');
    const law = toForm('deadlines', {
      ...limit,
      id: 'DL-03',
      kind: 'statutory',
      limit: 'PT48H',
      byLevel: null,
    });
    expect(fromForm('deadlines', law)).toMatchObject({ limit: 'PT48H', byLevel: null });
  });
});

it('begins a new entry with what the address says, in the fields and choices the form has', () => {
  const body = begunEntry('places', {
    name: '胜溪新村',
    kind: 'known',
    type: 'compound',
    certainty: 'nonsense',
    parent: '141181004',
    other: 'x',
  });
  expect(body).toMatchObject({
    name: '胜溪新村',
    kind: 'known',
    type: 'compound',
    certainty: '',
    parent: '',
  });
  expect(body).not.toHaveProperty('other');
});

it('a known place may stand without a township, and the form says what that means; a village may not', () => {
  const parent = specOf('places')?.fields.find(({ name }) => name === 'parent');
  const known = { ...begunEntry('places', { kind: 'known', name: '某矿', code: 'known-1', basis: '核实' }) };
  expect(problemsOf('places', known)).toEqual([]);
  expect(parent?.note?.(known)).toContain('只认定属于本市');
  expect(parent?.note?.({ ...known, parent: '141181001' })).toBeNull();
  expect(problemsOf('places', { ...known, kind: 'village' })).toContainEqual({
    name: 'parent',
    text: '请选所属乡镇（街道）',
  });
});
