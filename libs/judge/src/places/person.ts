const SURNAMES = new Set(
  '王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗宋郑谢韩唐冯董程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴钟汪田姜范石姚谭廖邹熊陆郝孔崔康毛邱秦顾侯邵孟龙段雷钱汤尹武乔贺赖龚',
);

const PERSON_AFTER =
  /^(?:教授|先生|女士|老师|医生|大夫|同志|院长|校长|主任|局长|书记|董事长|总?经理|被[捕查判]|落马|去世|逝世|病逝|获奖|夺冠|出演|主演|执导|新片|表示|告诉|接受|出生|[说称])/u;

const NAMED_BEFORE =
  /(?:^|[\s，。；：！？、,.;:!?“”"'‘’《（([【]|演员|导演|教授|记者|歌手|作家|画家|诗人|男子|女子|嫌疑人|被告人?|司机|[名叫]|老师|医生|局长|书记|[市县镇乡]长|村民|居民|网友|同学|同志|董事长|经理|主席|主任|校长|院长|选手|球员|冠军|烈士|英雄)$/u;

/** The name of a place is somebody's given name here: 刘振兴老师, 演员李孝义. */
export function isPersonName(text: string, start: number, end: number, own: readonly string[]): boolean {
  if (!SURNAMES.has(text[start - 1] ?? '')) return false;
  const before = text.slice(Math.max(0, start - 4), start);
  if (own.some((name) => before.endsWith(name))) return false;
  return (
    PERSON_AFTER.test(text.slice(end, end + 3)) ||
    NAMED_BEFORE.test(text.slice(Math.max(0, start - 5), start - 1))
  );
}
