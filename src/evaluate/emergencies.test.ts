import { annotatedFigures } from './emergencies.js';

describe('annotated figures', () => {
  it('read numbers of people beside words of death and injury', () => {
    const events = [
      { trigger: '死亡', polarity: null, who: ['6人'] },
      { trigger: '重伤', polarity: null, who: ['三名工人'] },
      { trigger: '轻伤', polarity: null, who: ['二十一人'] },
      { trigger: '遇难', polarity: null, who: ['两'] },
      { trigger: '赶往', polarity: null, who: ['12人'] },
    ];
    expect(annotatedFigures(events)).toEqual({ dead: [6, 2], injured: [3, 21] });
  });

  it('pass over what is denied, and people who are named but not numbered', () => {
    const events = [
      { trigger: '死亡', polarity: 'negative', who: ['6人'] },
      { trigger: '受伤', polarity: null, who: ['司机', '一家医院的病人'] },
    ];
    expect(annotatedFigures(events)).toEqual({ dead: null, injured: null });
    expect(annotatedFigures(undefined)).toEqual({ dead: null, injured: null });
  });
});
