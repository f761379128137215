import { toldOnly } from './untold.js';

describe('toldOnly', () => {
  it.each([
    ['堪比当年致38人遇难的那场矿难，这家煤矿仍在违规生产', '38人遇难'],
    ['雾霾不亚于当年死了上万人的烟雾', '上万人'],
    ['围墙开裂，再不修早晚要砸死人', '砸死'],
    ['万一着火造成伤亡谁负责', '伤亡'],
  ])('does not tell as happened: %s', (text, word) => {
    expect(toldOnly(text)).not.toContain(word);
    expect(toldOnly(text)).toHaveLength(text.length);
  });

  it('keeps what a fear is about, and what happened', () => {
    expect(toldOnly('早晚要砸死人的围墙')).toContain('围墙');
    expect(toldOnly('围墙倒塌砸死一人')).toBe('围墙倒塌砸死一人');
  });

  it('ends a comparison with its clause', () => {
    expect(toldOnly('好比地震，两人受伤')).toContain('两人受伤');
  });
});
