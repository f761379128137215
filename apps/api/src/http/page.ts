/** Escapes text for HTML, also inside quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

const STYLE = `
body{margin:0;background:#f4f5f7;color:#1f2329;font:16px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
main{max-width:640px;margin:0 auto;padding:16px}
section{background:#fff;border:1px solid #dfe1e6;border-radius:8px;padding:16px;margin-bottom:12px}
h1{font-size:20px;margin:0 0 8px}h2{font-size:16px;margin:0 0 8px}p{margin:0 0 8px}
dl{display:grid;grid-template-columns:minmax(4em,auto) 1fr;gap:4px 16px;margin:0}dt{color:#5e6673}dd{margin:0;font-variant-numeric:tabular-nums}
blockquote{margin:0 0 12px;padding-left:12px;border-left:3px solid #c1c7d0;white-space:pre-wrap;overflow-wrap:anywhere}
button{width:100%;min-height:52px;font:inherit;font-weight:500;color:#fff;background:#1f5fbf;border:0;border-radius:8px}
button:focus-visible,a:focus-visible{outline:3px solid #8ab4f8;outline-offset:2px}
.note{color:#5e6673;font-size:14px}.drill{background:#fff7e0;border-color:#e0b13c}
.level{font-weight:600}.l4{color:#b3261e}.l3{color:#a34a00}.l2{color:#7a5c00}.l1{color:#1f5fbf}
table{width:100%;border-collapse:collapse;font-size:14px}td,th{text-align:left;padding:6px 8px;border-bottom:1px solid #dfe1e6;vertical-align:top}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}`;

/** A small page of its own: no script, phone first. `body` is HTML made with `escapeHtml`. */
export const page = (title: string, body: string): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow"><title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/fonts/400.css"><style>${STYLE}</style></head>
<body><main>${body}</main></body></html>
`;

/** A page that says what is the matter and what to do next. */
export const messagePage = (title: string, detail: string): string =>
  page(title, `<section><h1>${escapeHtml(title)}</h1><p>${escapeHtml(detail)}</p></section>`);

/**
 * Headers of such pages: nothing loaded but our own font (where the device has none for Chinese), never framed, never cached, the address told to no other site.
 * (With `no-referrer` a browser would send our own form with `Origin: null`.)
 */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'same-origin',
  'x-robots-tag': 'noindex, nofollow',
  'cache-control': 'no-store',
};
