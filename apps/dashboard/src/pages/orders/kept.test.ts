import { blankOrder, forgetOrder, keepOrder, keptOrder } from './kept.js';

const store = new Map<string, string>();
beforeAll(() => {
  Object.assign(globalThis, {
    sessionStorage: {
      getItem: (key: string) => store.get(key) ?? null,
      setItem: (key: string, value: string) => void store.set(key, value),
      removeItem: (key: string) => void store.delete(key),
    },
  });
});
beforeEach(() => store.clear());

const form = { ...blankOrder('2026-11-23 08:00'), asked: '请核查', caller: '王演示', callerPhone: '0990-1' };

it('keeps what was typed over a reload, but not who called', () => {
  keepOrder(form);
  expect(keptOrder()).toEqual({ ...form, caller: '', callerPhone: '' });
  expect([...store.values()].join()).not.toContain('王演示');
});

it('has nothing to give before, after registering, or of what is damaged', () => {
  expect(keptOrder()).toBeNull();
  keepOrder(form);
  forgetOrder();
  expect(keptOrder()).toBeNull();
  store.set('huiyin.order', '{"asked":');
  expect(keptOrder()).toBeNull();
});

it('fills in what an older page did not keep', () => {
  store.set('huiyin.order', JSON.stringify({ asked: '请核查' }));
  expect(keptOrder()).toEqual({ ...blankOrder(''), asked: '请核查' });
});
