import { cleanHtml, htmlOfLines, linksOf } from './clean.js';

const html = (given: string) => cleanHtml(given).html;

describe('what the portal takes', () => {
  it('keeps paragraphs, headings, bold, lists, links, tables and quotes', () => {
    const text =
      '<h2>情况</h2><p>已<strong>恢复</strong>供水。</p><ul><li><p>一</p></li></ul><blockquote><p>引</p></blockquote>' +
      '<table><tbody><tr><th colspan="2">日期</th></tr><tr><td>22日</td><td>23日</td></tr></tbody></table>' +
      '<p><a href="https://www.xiaoyi.gov.cn/a?b=1&amp;c=2">全文</a></p>';
    expect(html(text)).toBe(text);
    expect(linksOf(text)).toEqual(['https://www.xiaoyi.gov.cn/a?b=1&c=2']);
  });

  it.each([
    ['<p onclick="x()" style="color:red" class="a">甲</p>', '<p>甲</p>'],
    ['<script>alert(1)</script><p>甲</p>', '<p>甲</p>'],
    ['<p>甲<img src=x onerror=alert(1)></p>', '<p>甲</p>'],
    ['<p><a href="javascript:alert(1)">点</a></p>', '<p>点</p>'],
    ['<p><a href="//evil.example">点</a></p>', '<p>点</p>'],
    ['<p><a href="data:text/html,x">点</a></p>', '<p>点</p>'],
    ['<h1>一</h1><h4>二</h4><b>三</b>', '<h2>一</h2><h3>二</h3><strong>三</strong>'],
    ['<iframe src="https://x"></iframe><svg><script>1</script></svg><p>甲</p>', '<p>甲</p>'],
    ['<p>甲</p><p></p><p> </p>', '<p>甲</p>'],
    ['<td colspan="9999" rowspan="x">甲</td>', '<td>甲</td>'],
    ['<style>p{}</style><textarea><p>甲</p></textarea>', ''],
  ])('%s', (given, kept) => expect(html(given)).toBe(kept));

  it('gives the same as plain text, a line for each paragraph', () => {
    const given =
      '<h2>一、情况</h2><p>甲 &lt;乙&gt; &amp; 丙</p><ul><li><p>丁</p></li></ul><table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>';
    expect(cleanHtml(given).text).toBe('一、情况\n甲 <乙> & 丙\n丁\n1　2');
  });

  it('cleaning twice changes nothing', () => {
    const once = html('<div>甲<br>乙&nbsp;&quot;丙&quot;</div><a href="http://a.cn/?x=1&y=2">丁</a>');
    expect(html(once)).toBe(once);
  });

  it('makes HTML of lines without letting any through', () => {
    expect(htmlOfLines(['# 情况<通报>', '甲&乙'])).toBe('<h2>情况&lt;通报&gt;</h2><p>甲&amp;乙</p>');
  });
});
