import type { RefusalView } from '../../../../api/src/contract/index.js';
import { rulingDone, rulingSays, stateWord } from './words.js';

const ruling = (given: Partial<NonNullable<RefusalView['ruling']>>): RefusalView['ruling'] => ({
  outcome: 'upheld',
  units: [],
  reason: '核实',
  by: 'ban',
  at: '2026-11-23T09:00:00+08:00',
  ...given,
});

describe('what has become of a refusal', () => {
  it('is one phrase', () => {
    const word = (state: RefusalView['state'], given: RefusalView['ruling'] = null, late = false) =>
      stateWord({ state, ruling: given, late });
    expect(word('waiting')).toBe('待裁定');
    expect(word('waiting', null, true)).toBe('逾期未裁定');
    expect(word('prepared', null, true)).toBe('待负责人批准');
    expect(word('ruled', ruling({}))).toBe('维持原派');
    expect(word('ruled', ruling({ outcome: 'joint', units: ['甲局', '乙局'] }))).toBe('共同办理：甲局、乙局');
    expect(word('withdrawn')).toBe('单位已撤回');
    expect(word('lapsed')).toBe('不再裁定');
  });

  it('says beforehand what a ruling does, and who must approve it', () => {
    expect(rulingSays('upheld', '甲局', false, false)).toBe('甲局继续承办，视为已签收。法定时限不变。');
    expect(rulingSays('reassigned', '甲局', true, false)).toContain('先报办公室负责人批准');
    expect([rulingDone('upheld', true), rulingDone('joint', false)]).toEqual(['已裁定', '已裁定']);
    expect(rulingDone('joint', true)).toContain('形成名录修改建议');
    expect(rulingSays('joint', '甲局', true, true)).not.toContain('先报办公室负责人批准');
  });
});
