import type { LikenessView, WorkbenchFinding } from '../../../../api/src/contract/index.js';
import { findingsShown, likenessParts, likenessTotal, scoreWords } from './view.js';

const one = (change: Partial<WorkbenchFinding>): WorkbenchFinding => ({
  kept: true,
  what: '兑镇镇',
  because: '',
  rule: null,
  score: null,
  marks: [],
  incident: null,
  likeness: null,
  ...change,
});

describe('findings of a step', () => {
  it('show a few that were passed over, and fold many', () => {
    const few = [one({}), one({ kept: false })];
    expect(findingsShown({ findings: few })).toEqual({ shown: few, folded: [] });
    const many = [one({}), ...Array.from({ length: 5 }, () => one({ kept: false }))];
    expect(findingsShown({ findings: many })).toEqual({ shown: many.slice(0, 1), folded: many.slice(1) });
  });

  it('leave out what was passed over with no chance at all', () => {
    expect(findingsShown({ findings: [one({ kept: false, score: 0.004 })] }).shown).toEqual([]);
    expect(findingsShown({ findings: [one({ score: 0.004 })] }).shown).toHaveLength(1);
  });

  it('say what a number means', () => {
    const incident = { id: '1', number: '2026-0001', title: '停电' };
    expect(scoreWords(one({ score: 0.85 }), 'places')).toBe('把握 85%');
    expect(scoreWords(one({ score: 0.5, incident }), 'incident')).toBe('');
    expect(scoreWords(one({ score: 1 }), 'opinion_level')).toBe('1 分');
    expect(scoreWords(one({}), 'places')).toBe('');
  });

  it('tell how like an incident is beside the thresholds, and what makes it so', () => {
    const likeness: LikenessView = {
      total: 0.094,
      joinsFrom: 0.108,
      suggestedFrom: 0.08,
      parts: [
        { name: '用词', words: '31%', effect: 'nearer' },
        { name: '主题', words: '不同', effect: 'apart' },
        { name: '地点', words: '相同', effect: 'nearer' },
      ],
    };
    expect(likenessTotal(likeness)).toBe('相近 9.4%；10.8% 起自动归入，8.0% 起请人决定');
    expect(likenessParts(likeness)).toEqual([
      { name: '拉近', words: '用词31%、地点相同' },
      { name: '拉开', words: '主题不同' },
    ]);
  });
});
