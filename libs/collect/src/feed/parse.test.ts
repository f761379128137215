import { NotAFeedError, LIMITS } from './types.js';
import { parseFeed } from './parse.js';

const deep = (open: string, close: string, times: number) => open.repeat(times) + close.repeat(times);

const parse = (text: string, options?: Parameters<typeof parseFeed>[1]) =>
  parseFeed(Buffer.from(text), options);
const item = (inner: string) => parse(`<rss><channel><item>${inner}</item></channel></rss>`).items[0];

describe('the languages of feeds', () => {
  it('RSS 2.0: guid, link, encoded content before description, no author', () => {
    const feed = parse(`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
      <title>本地网</title><image><title>图</title><link>http://x/</link></image><managingEditor>张三</managingEditor>
      <item><guid isPermaLink="false">7</guid><title>停水</title><link>https://a.cn/7</link><author>李四</author>
      <dc:creator>王五</dc:creator><description>摘要</description><content:encoded><![CDATA[<p>全文</p><p>二</p>]]></content:encoded>
      <pubDate>Wed, 18 Nov 2026 01:30:00 GMT</pubDate></item></channel></rss>`);
    expect(feed).toEqual({
      title: '本地网',
      items: [
        {
          id: '7',
          url: 'https://a.cn/7',
          title: '停水',
          text: '全文\n二',
          publishedAt: '2026-11-18T09:30:00+08:00',
        },
      ],
    });
  });

  it('RDF: items beside the channel, dates of Dublin Core, address from rdf:about', () => {
    const feed =
      parse(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:d="http://purl.org/dc/elements/1.1/"><channel><title>旧</title></channel>
      <item rdf:about="http://a.cn/1"><title>一</title><d:date>2026-11-18T09:30+08:00</d:date></item></rdf:RDF>`);
    expect(feed.items).toEqual([
      {
        id: 'http://a.cn/1',
        url: 'http://a.cn/1',
        title: '一',
        text: '',
        publishedAt: '2026-11-18T09:30:00+08:00',
      },
    ]);
  });

  it('Atom: xhtml, types of text, alternate link resolved against xml:base, published before updated', () => {
    const feed = parse(
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/news/"><title type="html">&lt;b&gt;市&lt;/b&gt;网</title>
      <entry><id>urn:1</id><title>a &lt; b &amp; c</title><link rel="replies" href="r"/><link href="1.html"/>
      <author><name>张三</name></author><source><title>别处</title></source>
      <updated>2026-11-19T00:00:00Z</updated><published>2026-11-18T01:30:00Z</published>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>一 &lt; 二</p><p>三</p></div></content></entry></feed>`,
      { url: 'https://a.cn/feed' },
    );
    expect(feed.title).toBe('市网');
    expect(feed.items[0]).toEqual({
      id: 'urn:1',
      url: 'https://a.cn/news/1.html',
      title: 'a < b & c',
      text: '一 < 二\n三',
      publishedAt: '2026-11-18T09:30:00+08:00',
    });
  });

  it('Atom under a prefix of its own', () => {
    const feed = parse(
      '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>一</a:title></a:entry></a:feed>',
    );
    expect(feed.items[0]?.title).toBe('一');
  });

  it('JSON Feed, fields of wrong types left out', () => {
    const feed = parse(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: '网',
        items: [
          {
            id: 7,
            url: '/7',
            content_html: '<p>一</p>',
            date_published: '2026-11-18T09:30:00+08:00',
            author: { name: '张三' },
          },
          { id: 'x', title: 5, content_text: '二' },
          'nonsense',
        ],
      }),
      { url: 'https://a.cn/feed.json' },
    );
    expect(feed.items).toEqual([
      { id: '7', url: 'https://a.cn/7', title: '', text: '一', publishedAt: '2026-11-18T09:30:00+08:00' },
      { id: 'x', url: null, title: '', text: '二', publishedAt: null },
    ]);
  });

  it('an element of a foreign language that bears the name of one of ours is not taken for it', () => {
    const feed = parse(`<rss xmlns:x="http://example.com/x"><channel><title>网</title><item><title>一</title>
      <x:description>别的</x:description><x:title>别的</x:title></item></channel></rss>`);
    expect(feed.items[0]).toMatchObject({ title: '一', text: '' });
  });
});

describe('broken documents', () => {
  it.each([
    [
      'bare ampersands',
      '<title>A&B 公司</title><link>http://a.cn/?a=1&copy=2&b</link>',
      'A&B 公司',
      'http://a.cn/?a=1&copy=2&b',
    ],
    [
      'control bytes',
      '<title>停\u0000\u0008水\u001b</title><link>http://a.cn/1</link>',
      '停水',
      'http://a.cn/1',
    ],
    [
      'double escapes',
      '<title>甲&amp;#8226;乙 &amp;amp; 丙</title><link>http://a.cn/1</link>',
      '甲•乙 & 丙',
      'http://a.cn/1',
    ],
    [
      'markup in titles',
      '<title>&lt;b&gt;急&lt;/b&gt; <i>停水</i></title><link>http://a.cn/1</link>',
      '急 停水',
      'http://a.cn/1',
    ],
    [
      'names of HTML',
      '<title>停&nbsp;水&hellip;</title><link>\n http://a.cn/1 \n</link>',
      '停 水…',
      'http://a.cn/1',
    ],
    [
      'an unclosed title',
      '<title>停水<description>水</description><link>http://a.cn/1</link>',
      '停水',
      'http://a.cn/1',
    ],
    ['a script address', '<title>一</title><link>javascript:alert(1)</link>', '一', null],
    [
      'half a character',
      '<title>停&#xD83D;水</title><link>http://a.cn/1</link>',
      '停\ufffd水',
      'http://a.cn/1',
    ],
  ])('%s', (_what, inner, title, url) => expect(item(inner)).toMatchObject({ title, url }));

  it('cut in the middle keep what came', () => {
    const feed = parse(
      '<rss><channel><title>网</title><item><title>一</title></item><item><title>二</title><descrip',
    );
    expect(feed.items.map(({ title }) => title)).toEqual(['一', '二']);
  });

  it('items that were never closed', () => {
    const feed = parse('<rss><channel><item><title>一</title><item><title>二</title></channel></rss>');
    expect(feed.items.map(({ title }) => title)).toEqual(['一', '二']);
  });

  it('an item without anything to know it by gets the same id each time, another text another id', () => {
    expect(item('<title>一</title>')?.id).toBe(item('<title>一</title>')?.id);
    expect(item('<title>一</title>')?.id).not.toBe(item('<title>二</title>')?.id);
  });

  it.each([
    '',
    '   ',
    'hello',
    '<html><body><title>404</title></body></html>',
    '<a><b/></a>',
    '{"a":1}',
    '{"items":',
    '[]',
    '\0\0\0',
  ])('what is no feed says so: %j', (text) => expect(() => parse(text)).toThrow(NotAFeedError));
});

describe('hostile documents cost no more than their length', () => {
  it.each([
    ['nested without end', `<rss><channel><item><title>一</title></item>${'<a>'.repeat(400_000)}`],
    [
      'closed without being opened',
      `<rss><channel><item><title>一</title></item>${deep('<a>', '</b>', 300_000)}`,
    ],
    [
      'nested in HTML',
      `<rss><channel><item><title>一</title><description>${deep('&lt;b&gt;', '&lt;/i&gt;', 60_000)}`,
    ],
    [
      'frames never closed',
      `<rss><channel><item><title>一</title><description>${'&lt;iframe '.repeat(60_000)}`,
    ],
    [
      'entities without end',
      `<rss><channel><item><title>一</title><description>${'&amp;amp;'.repeat(200_000)}`,
    ],
  ])('%s', (_what, text) => expect(parse(text).items[0]?.title).toBe('一'));

  it('is cut to the limits', () => {
    const many = '<item><title>一</title></item>'.repeat(LIMITS.items + 10);
    expect(parse(`<rss><channel>${many}`).items).toHaveLength(LIMITS.items);
    expect(
      item(`<title>${'长'.repeat(9_000)}</title><description>${'文'.repeat(90_000)}</description>`),
    ).toMatchObject({
      title: '长'.repeat(LIMITS.title),
      text: '文'.repeat(LIMITS.text),
    });
  });
});
