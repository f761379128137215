import { addressesIn, addressIdentity, cleanAddress, platformOf } from './address.js';
import { engagementIn } from './engagement.js';
import { readPasted } from './pasted.js';

describe('share texts of apps become title, text and link, without who shared or wrote it', () => {
  it.each([
    [
      '抖音',
      '3.58 复制打开抖音，看看【小城张三的作品】绿城社区暖气三天不热，没人管 # 孝义 # 供暖 https://v.douyin.com/iRNBho6F/ w@S.LJ 05/12 Jvs:/ ',
      '绿城社区暖气三天不热，没人管 #孝义 #供暖',
      'https://v.douyin.com/iRNBho6F/',
    ],
    [
      '抖音',
      '8.43 mQk:/ 梧桐镇路塌了半个月  https://v.douyin.com/abc123/ 复制此链接，打开Dou音搜索，直接观看视频！',
      '梧桐镇路塌了半个月',
      'https://v.douyin.com/abc123/',
    ],
    [
      '快手',
      'https://v.kuaishou.com/3xY7 崇文街道停电八小时 "老李日常"该作品在快手被播放过2,300次，点击链接，打开【快手】直接观看！',
      '崇文街道停电八小时',
      'https://v.kuaishou.com/3xY7',
    ],
    [
      '小红书',
      '39 小城生活家发布了一篇小红书笔记，快来看吧！ 😆 Xn3kPq9ZtR 😆 http://xhslink.com/a/9Qw2，复制本条信息，打开【小红书】App查看精彩内容！',
      '',
      'http://xhslink.com/a/9Qw2',
    ],
    [
      '小红书',
      '中阳楼街道旧城改造补偿款没到账 http://xhslink.com/a/7Zx1 复制后打开【小红书】查看笔记！',
      '中阳楼街道旧城改造补偿款没到账',
      'http://xhslink.com/a/7Zx1',
    ],
    [
      '哔哩哔哩',
      '【兑镇镇井盖缺失-哔哩哔哩】 https://b23.tv/AbCd123',
      '兑镇镇井盖缺失',
      'https://b23.tv/AbCd123',
    ],
    [
      '微博',
      '分享 @孝义网友小王 的微博：下栅乡自来水发黄@孝义发布 http://t.cn/A6abc (分享自 @微博国际版)',
      '下栅乡自来水发黄',
      'http://t.cn/A6abc',
    ],
    [
      '今日头条',
      '高阳镇小学门口堵车严重 - 今日头条\nhttps://m.toutiao.com/is/iAbCdE/?=高阳镇小学门口堵车严重',
      '高阳镇小学门口堵车严重',
      'https://m.toutiao.com/is/iAbCdE/',
    ],
  ])('%s', (platform, pasted, text, url) => {
    const read = readPasted(pasted);
    expect(read).toMatchObject({ kind: 'share', platform, url });
    expect(read.text.startsWith(text)).toBe(true);
    expect(JSON.stringify(read)).not.toMatch(/张三|老李|生活家|小王|@|复制|打开【/);
  });

  it('a bare link keeps only what shows the thing', () => {
    const read = readPasted('https://www.example.com/thread?id=7&utm_source=wx&share_token=abc#reply');
    expect(read).toMatchObject({
      kind: 'share',
      title: '',
      text: '',
      url: 'https://www.example.com/thread?id=7',
    });
  });

  it('counts in the text are taken along', () => {
    expect(
      readPasted('https://v.kuaishou.com/3xY7 停电 该作品在快手被播放过2,300次，点击链接').engagement,
    ).toEqual({ views: 2300 });
  });
});

it('reads a 快报: title, matter, spread and link, not what was done, and no account', () => {
  const read = readPasted(`舆情快报（第12期）
新义街道暖气不热引发关注
一、基本情况
2026年11月18日9时30分12秒，抖音平台账号“小城张三”（ID：zs12345678）发布视频，反映新义街道绿城社区暖气连续三天不热，联系电话13812345678。
二、传播情况
截至目前播放2300次，点赞1.2万，评论35条，转发8次。
三、工作措施
已交办市教科局核查，删除情况：无。
四、链接
https://www.douyin.com/video/7300000000000000000?previous_page=app_code_link`);
  expect(read).toMatchObject({
    kind: 'bulletin',
    title: '新义街道暖气不热引发关注',
    url: 'https://www.douyin.com/video/7300000000000000000',
    platform: '抖音',
    publishedAt: '2026-11-18T09:30:12+08:00',
    engagement: { views: 2300, likes: 12_000, comments: 35, reposts: 8 },
  });
  expect(read.text).toContain('绿城社区暖气连续三天不热，联系电话138********');
  expect(read.text).not.toMatch(/张三|zs1234|教科局|删除/);
});

it('reads a note of a call', () => {
  const read = readPasted(
    '群众电话来报：兑镇镇偏城村饮水管道破裂，已停水两天。来电人李建国，电话 139-1234-5678。',
  );
  expect(read).toMatchObject({ kind: 'call', title: '兑镇镇偏城村饮水管道破裂，已停水两天', url: null });
  expect(read.text).toContain('来电人李某，电话 139********');
});

it('plain text: a short first line is the title', () => {
  expect(readPasted('关于路灯的反映\n崇文街道振兴路路灯三个月不亮。')).toMatchObject({
    kind: 'text',
    title: '关于路灯的反映',
    text: '崇文街道振兴路路灯三个月不亮。',
  });
  expect(readPasted('').title).toBe('');
});

describe('addresses', () => {
  it('are found beside Chinese text and punctuation', () => {
    expect(addressesIn('看这里https://a.cn/x?b=1，还有（http://b.cn/y）。')).toEqual([
      'https://a.cn/x?b=1',
      'http://b.cn/y',
    ]);
  });

  it('of 微信 articles keep what names the article', () => {
    const long =
      'https://mp.weixin.qq.com/s?__biz=MzA&mid=22&idx=1&sn=ab&chksm=9f&scene=27&sharer_shareinfo=x#rd';
    expect(cleanAddress(long)).toBe('https://mp.weixin.qq.com/s?__biz=MzA&mid=22&idx=1&sn=ab');
  });

  it('are the same whatever the device and the sharer', () => {
    expect(addressIdentity('http://m.example.com/a/?y=2&x=1')).toBe(
      addressIdentity('https://www.example.com/a?x=1&y=2&spm=5'),
    );
    expect(addressIdentity('https://example.com/a?id=1')).not.toBe(
      addressIdentity('https://example.com/a?id=2'),
    );
  });

  it('name their platform by host, not by look', () => {
    expect(platformOf('https://v.douyin.com/x')).toBe('抖音');
    expect(platformOf('https://douyin.com.evil.example/x')).toBeNull();
  });
});

it.each([
  ['点赞56，评论12条，转发3', { likes: 56, comments: 12, reposts: 3 }],
  ['播放量已达1.5万次', { views: 15_000 }],
  ['浏览1.2万', { views: 12_000 }],
  ['300条评论', { comments: 300 }],
  ['死亡31人', {}],
])('counts in “%s”', (text, counts) => expect(engagementIn(text)).toEqual(counts));
