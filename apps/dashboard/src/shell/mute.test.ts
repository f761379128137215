import { muteChoices } from './mute.js';

const at = (text: string) => new Date(text).getTime();

describe('ends of a mute', () => {
  it('late in the evening reach till the morning after', () => {
    expect(muteChoices(at('2026-11-23T23:10:00+08:00'), 24)).toEqual([
      { label: '1 小时', until: '2026-11-24T00:10:00+08:00' },
      { label: '2 小时', until: '2026-11-24T01:10:00+08:00' },
      { label: '4 小时', until: '2026-11-24T03:10:00+08:00' },
      { label: '到早晨 7 点', until: '2026-11-24T07:00:00+08:00' },
    ]);
  });

  it('before dawn mean the same morning', () => {
    expect(muteChoices(at('2026-11-24T05:00:00+08:00'), 24).at(-1)?.until).toBe('2026-11-24T07:00:00+08:00');
  });

  it('are never longer than the city allows', () => {
    expect(muteChoices(at('2026-11-23T12:00:00+08:00'), 2).map(({ label }) => label)).toEqual([
      '1 小时',
      '2 小时',
    ]);
  });
});
