import { dutyWord, eventLevelWords, roleWord, ruleWord } from './labels.js';

describe('words of the notice', () => {
  it('name the level of an emergency, and nothing where there is none', () => {
    expect(eventLevelWords('II')).toBe('突发事件二级');
    expect(eventLevelWords('none')).toBeNull();
  });

  it('ask no signature of a unit that is only told', () => {
    expect(dutyWord({ state: 'sent', mustSign: true })).toBe('待签收');
    expect(dutyWord({ state: 'sent', mustSign: false })).toBe('已告知');
  });

  it('leave a rule as it is cited and name the list of an entry', () => {
    expect(ruleWord('RT-21')).toBe('RT-21');
    expect(ruleWord('topic:30')).toBe('主题 30');
    expect(ruleWord('place:141181100')).toBe('地名库');
    expect(ruleWord('body:某局')).toBe('单位名录');
    expect(ruleWord('signal:misconduct')).toBe('识别词表');
    expect(ruleWord('fact:deaths')).toBe('文中数字');
    expect(roleWord('first_responsible')).toBe('第一责任');
  });
});
