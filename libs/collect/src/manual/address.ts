/** Parameters that tell who shared a link and how, never what it shows. */
const TRACKING =
  /^(?:utm_.*|spm.*|share.*|from.*|source|ref|refer|referer|scene|timestamp|isappinstalled|iid|did|u_code|user_id|uid|sec_uid|sec_user_id|tt_from|app|app_platform|app_version|ug_.*|xsec_.*|author_share|wxshare_count|wx_.*|weixin.*|client_.*|device.*|enter_from|previous_page|checksum|chksm|sessionid|clicktime|enterid|ascene|vd_source|buvid|mid|plat_id|is_story_h5|ts|unique_k|bbid|gid|biz_id|req_id.*|luicode|lfid|sourcetype|nsukey|pass_ticket)$/i;
/** Short links and pages whose path says all. */
const PATH_ONLY =
  /(?:^|\.)(?:douyin\.com|iesdouyin\.com|kuaishou\.com|chenzhongtech\.com|gifshow\.com|xhslink\.com|xiaohongshu\.com|b23\.tv|bilibili\.com|t\.cn|weibo\.(?:com|cn)|toutiao\.com|zhihu\.com)$/i;

const PLATFORMS: [RegExp, string][] = [
  [/(?:^|\.)(?:douyin|iesdouyin)\.com$/, '抖音'],
  [/(?:^|\.)(?:kuaishou|chenzhongtech|gifshow)\.com$/, '快手'],
  [/(?:^|\.)(?:weixin\.qq\.com|wechat\.com)$/, '微信'],
  [/(?:^|\.)(?:weibo\.(?:com|cn)|t\.cn)$/, '微博'],
  [/(?:^|\.)(?:xhslink|xiaohongshu)\.com$/, '小红书'],
  [/(?:^|\.)(?:b23\.tv|bilibili\.com)$/, '哔哩哔哩'],
  [/(?:^|\.)(?:toutiao\.com|toutiaocdn\.com|snssdk\.com)$/, '今日头条'],
  [/(?:^|\.)zhihu\.com$/, '知乎'],
  [/(?:^|\.)tieba\.baidu\.com$/, '百度贴吧'],
];

const WEB = /https?:\/\/[^\s\u3000-\u303f\uff00-\uffef\u4e00-\u9fff"'<>「」“”]+/gi;

/** Web addresses in a text, in order, without the punctuation that follows them. */
export function addressesIn(text: string): string[] {
  return [...text.matchAll(WEB)]
    .map(([found]) => found.replace(/[),.;:!?]+$/, ''))
    .filter((url) => URL.canParse(url));
}

/** The address without what tells who shared it, and without its fragment. Unchanged where it is no web address. */
export function cleanAddress(address: string): string {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return address;
  const url = new URL(address);
  // 微信's older addresses name the article in their parameters; `mid` is part of it there.
  const article = url.hostname === 'mp.weixin.qq.com' ? new Set(['__biz', 'mid', 'idx', 'sn']) : null;
  const keep = (name: string) =>
    article ? article.has(name) : !TRACKING.test(name) && !PATH_ONLY.test(url.hostname);
  const dropped = [...url.searchParams.keys()].filter((name) => !keep(name));
  for (const name of dropped) url.searchParams.delete(name);
  if (!/^#!?\//.test(url.hash)) url.hash = '';
  url.username = '';
  url.password = '';
  return url.href;
}

/** What two spellings of the same address have in common. */
export function addressIdentity(address: string): string {
  const url = new URL(cleanAddress(address));
  url.searchParams.sort();
  return `${url.hostname.replace(/^(?:www|m|wap)\./, '')}${url.pathname.replace(/\/+$/, '')}${url.search}${url.hash}`;
}

/** The platform a link leads to, by the name people use for it. */
export function platformOf(address: string): string | null {
  const host = new URL(address).hostname.toLowerCase();
  return PLATFORMS.find(([pattern]) => pattern.test(host))?.[1] ?? null;
}
