import { checkFormToken, newFormToken } from './form-token.js';

const key = Buffer.alloc(32, 7);
const now = new Date('2026-11-23T08:30:00+08:00');
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

describe('the token of a form', () => {
  it('is good for its own link for a day', () => {
    const token = newFormToken(key, 'link-a', now);
    expect(checkFormToken(key, 'link-a', token, now)).toBe('good');
    expect(checkFormToken(key, 'link-a', token, later(23))).toBe('good');
    expect(checkFormToken(key, 'link-a', token, later(25))).toBe('old');
    expect(checkFormToken(key, 'link-b', token, now)).toBe('missing');
    expect(checkFormToken(Buffer.alloc(32, 8), 'link-a', token, now)).toBe('missing');
  });

  it('is another one each time, and nothing else is one', () => {
    const token = newFormToken(key, 'link-a', now);
    expect(newFormToken(key, 'link-a', now)).not.toBe(token);
    const last = token.at(-2) === 'A' ? 'B' : 'A';
    const changed = `${token.slice(0, -2)}${last}${token.at(-1) ?? ''}`;
    for (const wrong of [undefined, '', 'x', ['a'], changed, `${token}A`, token.slice(1), `${token}=`])
      expect(checkFormToken(key, 'link-a', wrong, now)).toBe('missing');
  });
});
