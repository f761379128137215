import { randomBytes, randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import {
  SealError,
  hashPassword,
  hashToken,
  newToken,
  seal,
  signLink,
  unseal,
  verifyLink,
  verifyPassword,
} from './index.js';

const key = randomBytes(32);
const other = randomBytes(32);

describe('sealing', () => {
  it('opens what it sealed, and shows nothing of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expect(unseal(key, seal(key, text))).toBe(text)),
    );
    expect(seal(key, '张示例').includes(Buffer.from('张示例'))).toBe(false);
    expect(seal(key, '同一人')).not.toEqual(seal(key, '同一人'));
  });

  it('refuses another key and any changed or missing byte', () => {
    const sealed = seal(key, '0358-0000-001');
    expect(() => unseal(other, sealed)).toThrow(SealError);
    for (let at = 0; at < sealed.length; at += 1) {
      const damaged = Buffer.from(sealed);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
      expect(() => unseal(key, damaged)).toThrow(SealError);
      expect(() => unseal(key, sealed.subarray(0, at))).toThrow(SealError);
    }
  });
});

describe('signed links', () => {
  const grant = {
    assignmentId: randomUUID(),
    contactId: randomUUID(),
    purpose: 'sign',
    expiresAt: new Date('2026-11-25T09:00:00+08:00'),
  };
  const token = signLink(key, grant);
  const before = new Date(grant.expiresAt.getTime() - 1);

  it('carry the duty and the contact until they expire, in few characters', () => {
    const { assignmentId, contactId } = grant;
    expect(verifyLink(key, token, 'sign', before)).toEqual({ ok: true, assignmentId, contactId });
    expect(verifyLink(key, token, 'sign', grant.expiresAt)).toEqual({ ok: false, reason: 'expired' });
    expect(token).toMatch(/^[\w-]{60,80}$/);
  });

  it('open one purpose only', () => {
    expect(verifyLink(key, token, 'view', before)).toEqual({ ok: false, reason: 'purpose' });
    expect(verifyLink(key, token, 'sig', before)).toEqual({ ok: false, reason: 'purpose' });
  });

  it('are refused when forged, altered, cut or spelled otherwise', () => {
    const damaged = { ok: false, reason: 'damaged' };
    expect(verifyLink(other, token, 'sign', before)).toEqual(damaged);
    for (let at = 0; at < token.length; at += 1) {
      const letter = token[at] === 'A' ? 'B' : 'A';
      expect(verifyLink(key, token.slice(0, at) + letter + token.slice(at + 1), 'sign', before)).toEqual(
        damaged,
      );
      expect(verifyLink(key, token.slice(0, at), 'sign', before)).toEqual(damaged);
    }
    for (const text of ['', 'x', `${token}=`, ` ${token}`, `${token}!`])
      expect(verifyLink(key, text, 'sign', before)).toEqual(damaged);
  });

  it('are not made for identifiers of another form', () => {
    expect(() => signLink(key, { ...grant, contactId: '7' })).toThrow(TypeError);
  });
});

describe('passwords', () => {
  it('are known again, also in another Unicode form, and hashed with a salt of their own', async () => {
    const stored = await hashPassword('示例口令é2026');
    expect(stored).toMatch(/^32768\$8\$3\$[\w+/=]{24}\$[\w+/=]{44}$/);
    expect(await verifyPassword('示例口令e\u03012026', stored)).toBe(true);
    expect(await verifyPassword('示例口令e2026', stored)).toBe(false);
    expect(await hashPassword('示例口令é2026')).not.toBe(stored);
  });

  it('are refused where there is no account or the stored text is damaged', async () => {
    expect(await verifyPassword('', null)).toBe(false);
    expect(await verifyPassword('x', 'plain')).toBe(false);
  });

  it('stored with an older cost are still known', async () => {
    const { scryptSync } = await import('node:crypto');
    const hash = scryptSync('old', 'salt', 32, { N: 1024, r: 8, p: 1 });
    const stored = `1024$8$1$${Buffer.from('salt').toString('base64')}$${hash.toString('base64')}`;
    expect(await verifyPassword('old', stored)).toBe(true);
  });
});

it('a token is random and found again by its hash', () => {
  const { token, hash } = newToken();
  expect(hashToken(token)).toEqual(hash);
  expect(hash).toHaveLength(32);
  expect(newToken().token).not.toBe(token);
});
