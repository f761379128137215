import { decodeDocument } from './charset.js';

const gbk = Buffer.from('c5afc6f8b2bbc8c8a3accfe0b9d8b2bfc3c5', 'hex'); // 暖气不热，相关部门
const big5 = Buffer.from('b0aeb1a1', 'hex'); // 停 …
const wrap = (bytes: Buffer, prolog = '') =>
  Buffer.concat([Buffer.from(`${prolog}<rss>`), bytes, Buffer.from('</rss>')]);

it.each([
  ['declared GB2312', wrap(gbk, '<?xml version="1.0" encoding="gb2312"?>'), undefined],
  ['declared by the header', wrap(gbk), 'text/xml; charset=GBK'],
  ['declared by a meta element', wrap(gbk, '<html><meta charset="gbk">'), undefined],
  ['declared by nobody', wrap(gbk), undefined],
  ['announced as UTF-8', wrap(gbk), 'text/xml; charset=utf-8'],
  [
    'announced as ISO-8859-1 by a server that knows no better',
    wrap(gbk, '<?xml encoding="GBK"?>'),
    'text/xml; charset=ISO-8859-1',
  ],
  ['declared as something nobody knows', wrap(gbk, '<?xml encoding="x-unknown-9"?>'), undefined],
])('GBK %s', (_what, bytes, type) => expect(decodeDocument(bytes, type)).toContain('暖气不热，相关部门'));

it.each(['utf-16le', 'utf-16be', 'utf-16le without mark', 'utf-32le', 'utf-32be'])(
  '%s by its look',
  (kind) => {
    const text = `${kind.includes('without') ? '' : '\ufeff'}<rss>停水</rss>`;
    const wide = kind.startsWith('utf-32')
      ? Buffer.concat(
          Array.from(text, (sign) => Buffer.from(new Uint32Array([sign.codePointAt(0) as number]).buffer)),
        )
      : Buffer.from(text, 'utf16le');
    const bytes =
      kind === 'utf-16be'
        ? Buffer.from(wide).swap16()
        : kind === 'utf-32be'
          ? Buffer.from(wide).swap32()
          : wide;
    expect(decodeDocument(bytes)).toContain('<rss>停水</rss>');
  },
);

it('Big5 as declared', () => {
  expect(decodeDocument(wrap(big5, '<?xml encoding="big5"?>'))).not.toContain('\ufffd');
});

it('UTF-8 stays UTF-8 for a broken byte or a cut character', () => {
  const text = Buffer.from(`<rss>${'孝义市'.repeat(50)}停水`);
  const broken = Buffer.concat([text, Buffer.from([0xff]), Buffer.from('</rss>')]);
  expect(decodeDocument(broken)).toContain('停水');
  expect(decodeDocument(text.subarray(0, text.length - 1))).toContain('孝义市停');
  expect(
    decodeDocument(Buffer.concat([Buffer.from('efbbbf', 'hex'), text]), 'text/xml; charset=gbk'),
  ).toContain('停水');
});
