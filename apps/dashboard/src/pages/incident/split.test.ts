import type { SplitDraft } from '../../../../api/src/contract/index.js';
import { pieceKey, proposed, splitRequest } from './split.js';

const draft: SplitDraft = {
  version: 3,
  title: '停水',
  items: [
    {
      itemId: 'a',
      source: '论坛',
      at: '2026-11-23T08:00:00+08:00',
      pieces: [
        { no: 0, text: '停水三天。', goesOut: true, because: null },
        { no: 1, text: '局长受贿。', goesOut: false, because: '涉及指控' },
      ],
    },
    {
      itemId: 'b',
      source: '微博',
      at: '2026-11-23T09:00:00+08:00',
      pieces: [{ no: 0, text: '有截图。', goesOut: false, because: '涉及证据或链接' }],
    },
  ],
};

describe('what goes out of a report', () => {
  it('begins with what the rules propose', () => {
    expect([...proposed(draft)]).toEqual([pieceKey('a', 0)]);
    expect(splitRequest(draft, proposed(draft), ' 停水 ', '')).toEqual({
      version: 3,
      title: '停水',
      kept: [{ itemId: 'a', pieces: [0] }],
      reason: null,
    });
  });

  it('follows each change, in the order of the text; nothing kept is a referral with a reason', () => {
    const out = new Set([pieceKey('b', 0), pieceKey('a', 1), pieceKey('a', 0)]);
    expect(splitRequest(draft, out, '停水', '').kept).toEqual([
      { itemId: 'a', pieces: [0, 1] },
      { itemId: 'b', pieces: [0] },
    ]);
    expect(splitRequest(draft, new Set(), '', '没有诉求')).toMatchObject({ kept: [], reason: '没有诉求' });
  });
});
