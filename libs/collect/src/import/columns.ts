/** Fields of a row we can use. */
export const FIELDS = [
  'id',
  'title',
  'text',
  'time',
  'url',
  'source',
  'discoveredAt',
  'views',
  'comments',
  'reposts',
  'likes',
] as const;
export type Field = (typeof FIELDS)[number];

/** Headings as platforms, hotlines and people name them; compared without spaces, case and punctuation. */
const HEADINGS: Record<Field, string> = {
  id: 'id 编号 序号 工单号 工单编号 留言编号 信息编号 唯一标识',
  title: 'title 标题 主题 题目 留言主题 工单标题 信息标题 名称',
  text: 'text content 内容 正文 全文 留言详情 留言内容 工单内容 诉求内容 信息内容 详情 摘要 描述 反映内容',
  time: 'time publishedat date 时间 发布时间 发表时间 留言时间 日期 受理时间 来电时间 创建时间 登记时间',
  url: 'url link 链接 网址 原文链接 原文地址 地址链接 信息链接',
  source: 'source 来源 信源 平台 媒体 来源平台 渠道 媒体名称 发布平台',
  discoveredAt: 'discoveredat 发现时间 采集时间 抓取时间',
  views: 'views 浏览 浏览量 阅读 阅读量 阅读数 播放量 点击量 播放数',
  comments: 'comments 评论 评论数 评论量',
  reposts: 'reposts 转发 转发数 转发量 转载数',
  likes: 'likes up 点赞 点赞数 点赞量 支持数',
};

const plain = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
const BY_HEADING = new Map(
  FIELDS.flatMap((field) => HEADINGS[field].split(' ').map((heading) => [heading, field] as const)),
);

/** The field a heading stands for; undefined for columns that are not kept (authors, telephone numbers). */
export const fieldOf = (heading: string): Field | undefined => BY_HEADING.get(plain(heading));
