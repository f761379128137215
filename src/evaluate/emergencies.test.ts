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
    expect(annotatedFigures(events)).toEqual({ dead: [6, 2], injured: [3, 21], injuredTogether: 24 });
  });

  it('take bounds, wholes and equal numbers as people write them, and no ages', () => {
    const events = [
      { trigger: '死亡', polarity: null, who: ['至少42人', '32岁的女性'] },
      { trigger: '受重伤', polarity: null, who: ['两人'] },
      { trigger: '受轻伤', polarity: null, who: ['两人'] },
      { trigger: '受伤', polarity: null, who: ['包括4名军事人员在内的31人'] },
    ];
    expect(annotatedFigures(events)).toEqual({ dead: [42], injured: [2, 31], injuredTogether: 4 });
  });

  it('pass over what is denied, and people who are named but not numbered', () => {
    const events = [
      { trigger: '死亡', polarity: 'negative', who: ['6人'] },
      { trigger: '受伤', polarity: null, who: ['司机', '一家医院的病人'] },
    ];
    expect(annotatedFigures(events)).toEqual({ dead: null, injured: null, injuredTogether: null });
    expect(annotatedFigures(undefined)).toEqual({ dead: null, injured: null, injuredTogether: null });
  });
});
