import type { CallOutcome } from '../../../../api/src/contract/index.js';

export const outcomeWords: Record<CallOutcome, string> = {
  told: '已告知',
  no_answer: '无人接听',
  later: '稍后再打',
};
