/** What apps put around a shared text; none of it says anything about the matter. Authors are cut out with it. */
const WRAPPING: RegExp[] = [
  // 抖音: 3.58 复制打开抖音，看看【张三的作品】……  w@S.LJ 05/12 Jvs:/
  /^\s*\d{1,2}\.\d{2}\s+/,
  /复制打开抖音[，,]?\s*看看/g,
  /复制此(?:条)?(?:链接|消息)[，,]?\s*打开\s*(?:Dou|抖)音(?:极速版)?(?:搜索)?[，,]?\s*(?:直接)?观看视频[！!]?/gi,
  /【[^【】]{1,40}的(?:图文)?作品】/g,
  /(?:^|\s)[A-Za-z]{3}:\/(?=\s|$)/g,
  /(?:^|\s)[A-Za-z]@[A-Za-z]\.[A-Za-z]{2}(?=\s|$)/g,
  /(?:^|\s)\d{2}\/\d{2}(?=\s|$)/g,
  // 快手
  /[“"「『][^”"」』]{0,40}[”"」』](?=\s*该作品在快手)/g,
  /(?:该作品在快手被播放过[\d,.万]+次)?[，,]?\s*点击链接[，,]?\s*打开【快手】(?:直接)?(?:观看)?[！!]?/g,
  /该作品在快手被播放过[\d,.万]+次[，,]?\s*(?:点击链接)?/g,
  /看了这么多快手[，,]?\s*还是[^，,。！!]{1,40}最有趣[！!。]?/g,
  // 小红书
  /^\s*\d{0,3}\s*[^\s，。！!]{1,40}发布了一篇小红书笔记[，,]?\s*快来看吧[！!]?/g,
  /[，,]?\s*复制(?:本条信息|后)[，,]?\s*打开【小红书】\s*(?:App|APP)?\s*查看(?:精彩内容|笔记)[！!]?/g,
  /\p{Extended_Pictographic}\s*[A-Za-z0-9]{8,20}\s*\p{Extended_Pictographic}/gu,
  /\s*-\s*[^-|【】]{1,30}\|\s*小红书\s*-\s*你的生活(?:指南|兴趣社区)/g,
  // 微博
  /[（(]?分享自\s*@?[^\s）)]{1,20}[）)]?/g,
  /^\s*分享\s*@?[^\s：:]{1,30}\s*的微博[：:]?/g,
  /^\s*[^\s：:，。]{1,30}的微博[：:]/g,
  /[>》]\s*网页链接/g,
  // 哔哩哔哩、今日头条、知乎、微信
  /[-_—]\s*(?:哔哩哔哩|bilibili|今日头条|知乎|微信公众平台)\s*/gi,
  /[（(]想看更多合你口味的内容[^）)]*[）)]/g,
  /(?:点击)?(?:链接)?(?:查看全文|查看详情|阅读原文)[：:]?/g,
];
const SHARED =
  /复制打开抖音|打开\s*(?:Dou|抖)音|打开【(?:快手|小红书)】|分享自|的微博[：:]|[-_]\s*(?:哔哩哔哩|今日头条|知乎)|小红书笔记/i;

/** Whether a pasted text bears the marks of an app's share button. */
export const isShared = (text: string): boolean => SHARED.test(text);

/** The text that was shared, without what the app put around it. */
export function unwrap(text: string): string {
  const bare = WRAPPING.reduce((rest, pattern) => rest.replace(pattern, ' '), text);
  return bare
    .replace(/^[\s，,：:]+|[\s，,：:]+$/g, '')
    .replace(/^【([^【】]+)】$/, '$1')
    .replace(/#\s+(?=[^\s#])/g, '#')
    .trim();
}

/** Accounts and their numbers: who wrote it is nobody's business here. */
export function withoutAccounts(text: string): string {
  return text
    .replace(/(?<![\w.*])@[\p{L}\p{N}_-]{1,30}/gu, ' ')
    .replace(
      /[（(]\s*(?:账号|帐号|用户)?(?:ID|id|UID|uid|抖音号|快手号|微博号|小红书号|微信号)\s*[：:为]?\s*[\w.-]{3,40}\s*[）)]/g,
      '',
    )
    .replace(/(?:ID|UID|抖音号|快手号|微博号|小红书号|微信号)\s*[：:为]\s*[\w.-]{3,40}/gi, '')
    .replace(
      /((?:网民|网友|用户|博主|账号|帐号|作者|发帖人|昵称|用户名|网名)(?:为|名为|名|是)?\s*[：:]?\s*)[“"「『‘][^”"」』’]{1,30}[”"」』’]/g,
      '$1某',
    )
    .replace(/((?:账号|帐号|作者|发帖人|昵称|用户名|网名)\s*[：:]\s*)[^\s，。；,;]{1,30}/g, '$1某');
}
