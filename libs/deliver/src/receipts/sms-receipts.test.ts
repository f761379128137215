import { isReceiptToken, receiptToken } from './receipt-token.js';
import { readSmsReceipts } from './sms-receipts.js';

const receipt = { list: 'data.list', id: 'msgid', state: 'report.status', delivered: 'DELIVRD' };

it('reads a lot of them, also with numbers for ids', () => {
  const list = [
    { msgid: 88001, report: { status: 'DELIVRD' }, mobile: '13800000001' },
    { msgid: 'a-2', report: { status: 'MK:0001' } },
    { msgid: 'a-3' },
    null,
  ];
  expect(readSmsReceipts({ data: { list } }, { receipt })).toEqual([
    { number: '88001', state: 'DELIVRD', delivered: true },
    { number: 'a-2', state: 'MK:0001', delivered: false },
  ]);
});

it('reads a single one that is the whole body', () => {
  const single = { list: null, id: 'msgid', state: 'ok', delivered: 'true' };
  expect(readSmsReceipts({ msgid: 'x', ok: true }, { receipt: single })).toEqual([
    { number: 'x', state: 'true', delivered: true },
  ]);
  expect(readSmsReceipts([{ msgid: 'x', ok: false }], { receipt: single })[0]?.delivered).toBe(false);
});

it.each([null, 'text', [], { data: 1 }, { data: { list: 'x' } }])('finds none in %j', (body) => {
  expect(readSmsReceipts(body, { receipt })).toEqual([]);
  expect(readSmsReceipts(body, { receipt: null })).toEqual([]);
});

it('gives every reporter a secret of its own', () => {
  const key = Buffer.alloc(32, 7);
  const [mail, one, two] = (['mail', { endpointId: '1' }, { endpointId: '2' }] as const).map((who) =>
    receiptToken(key, who),
  );
  expect(new Set([mail, one, two]).size).toBe(3);
  expect(isReceiptToken(key, 'mail', mail ?? '')).toBe(true);
  expect(isReceiptToken(key, { endpointId: '2' }, one ?? '')).toBe(false);
  expect(isReceiptToken(key, 'mail', '')).toBe(false);
  expect(isReceiptToken(Buffer.alloc(32, 8), 'mail', mail ?? '')).toBe(false);
});
