import type { ListedItem } from '../../../../api/src/contract/index.js';
import { askedOf, feelingOf, standingOf } from './view.js';

const item = (part: Partial<ListedItem>): ListedItem =>
  ({
    relevant: false,
    incidentId: null,
    said: null,
    verdict: {
      because: null,
      elsewhere: false,
      idle: false,
      places: [],
      outside: [],
      tone: 'neutral',
      moods: [],
    },
    ...part,
  }) as ListedItem;

describe('the list of items', () => {
  it('takes what the address says and falls back to what names nothing of ours', () => {
    expect(askedOf({})).toEqual({ kind: 'unplaced' });
    expect(askedOf({ kind: ['elsewhere', 'all'], q: '小区' })).toEqual({ kind: 'elsewhere', q: '小区' });
    expect(askedOf({ kind: 'nothing', q: '' })).toEqual({ kind: 'unplaced' });
  });

  it('says how the writer feels, and nothing where nothing is felt', () => {
    const verdict = { because: null, elsewhere: false, idle: false, places: [], outside: [] };
    expect(askedOf({ mood: 'anger' })).toEqual({ kind: 'unplaced', mood: 'anger' });
    expect(askedOf({ mood: 'furious' })).toEqual({ kind: 'unplaced' });
    expect(feelingOf(item({ verdict: { ...verdict, tone: 'negative', moods: ['anger', 'help'] } }))).toBe(
      '负面、愤怒、求助',
    );
    expect(feelingOf(item({}))).toBe('');
  });

  it('says whose an item is, and that a person said so', () => {
    expect(standingOf(item({}))).toBe('未提到本市');
    expect(standingOf(item({ verdict: null }))).toBe('正在研判');
    expect(standingOf(item({ relevant: true }))).toBe('本市，不立案');
    expect(standingOf(item({ relevant: true, incidentId: 'x' }))).toBe('已立案');
    const said = { relevant: false, reason: '', by: '甲', at: '' };
    expect(standingOf(item({ said }))).toBe('未提到本市（人工认定）');
  });
});
