/** Sentences of the log for publications, promises and press conferences. */
type Data = Record<string, unknown>;
const said = (data: Data, key: string): string => (typeof data[key] === 'string' ? data[key] : '');

export const formWords: Record<string, string> = {
  authoritative: '权威信息',
  press_conference: '新闻发布会',
  briefing: '吹风会',
  interview: '采访',
  graphic: '图解',
};
const form = (data: Data): string => formWords[said(data, 'form')] ?? '信息';
const counts: Record<string, string> = {
  first: '，计为首次回应',
  progress: '，计为持续发布',
  none: '，不计为首次回应',
};

export const publicationSentences = {
  'publication.opened': (data: Data) => `请${said(data, 'unit')}发布已审签的回应稿`,
  'publication.registered': (data: Data) => {
    if ('listed' in data) return data['listed'] ? '在公开页面列出这次发布' : '不再在公开页面列出这次发布';
    const who = said(data, 'unit');
    return `登记${who ? `${who}发布的` : ''}${form(data)}${counts[said(data, 'counts')] ?? ''}`;
  },
  'publication.withdrawn': (data: Data) => `撤回请${said(data, 'unit')}发布的任务`,
  'publication.taken_over': (data: Data) => `由${said(data, 'name')}统一发布，本市只转载`,
  'publication.given_back': (data: Data) => `${said(data, 'name')}不再统一发布，恢复由本市发布`,
  'publication.proved': (data: Data) =>
    ({
      same: '核对发布页面：与审签稿一致',
      differs: '核对发布页面：与审签稿不一致',
      given_up: '多次未能打开发布页面，请补充截图',
      kept: '已留存发布页面',
      paper: '已补充发布凭证',
    })[said(data, 'status')] ?? '核对发布页面',
  'commitment.made': (data: Data) => `登记${said(data, 'unit')}的公开承诺`,
  'commitment.moved': (data: Data) => `调整${said(data, 'unit')}公开承诺的时间`,
  'commitment.kept': (data: Data) => `${said(data, 'unit')}已兑现公开承诺`,
  'commitment.broken': (data: Data) => `${said(data, 'unit')}未兑现公开承诺`,
  'commitment.withdrawn': (data: Data) => `撤销误登的公开承诺（${said(data, 'unit')}）`,
  'conference.planned': (data: Data) => `筹备${form(data)}`,
  'conference.held': (data: Data) => `${form(data)}已举行`,
  'conference.cancelled': (data: Data) => `取消${form(data)}`,
} as const;
