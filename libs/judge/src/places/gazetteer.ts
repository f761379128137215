/**
 * Provinces and prefectures of China by short name (general knowledge, GB/T 2260). Whether a text speaks of elsewhere
 * is decided by these, by the neighbours and namesakes of the profile, and by the shape of a name (某某县).
 */
const PROVINCES =
  '北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾';

const PREFECTURES = `石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁
呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 兴安盟 锡林郭勒 阿拉善 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦
铁岭 葫芦岛 长春 四平 辽源 通化 松原 白城 延边 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 南京 无锡 徐州 常州
苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵
安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春
抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳
许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德
张家界 益阳 郴州 永州 怀化 娄底 湘西 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳
云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 儋州 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江
乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山 贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄
红河 文山 西双版纳 大理 德宏 怒江 迪庆 拉萨 日喀则 昌都 林芝 山南 那曲 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌
白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南 西宁 海东 玉树 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 阿克苏
喀什 和田 伊犁 塔城 阿勒泰 巩义 渭南`;

/**
 * Counties and districts near enough, or named often enough, to stand without their prefecture: all of Shanxi but what a
 * common word ends in (响应县委), and large cities' best-known districts.
 */
const COUNTIES = `迎泽区 杏花岭区 尖草坪区 万柏林区 晋源区 清徐县 阳曲县 娄烦县 古交市 平城区 云冈区 新荣区 云州区 阳高县 天镇县 广灵县 灵丘县 浑源县
左云县 平定县 盂县 潞州区 上党区 屯留区 潞城区 襄垣县 平顺县 黎城县 壶关县 长子县 武乡县 沁县 沁源县 沁水县 阳城县 陵川县 泽州县 高平市 朔城区 平鲁区
山阴县 右玉县 怀仁市 榆次区 太谷区 榆社县 左权县 和顺县 昔阳县 寿阳县 祁县 平遥县 盐湖区 临猗县 万荣县 闻喜县 稷山县 新绛县 垣曲县 平陆县 芮城县
永济市 河津市 忻府区 定襄县 五台县 繁峙县 宁武县 静乐县 神池县 五寨县 岢岚县 河曲县 保德县 偏关县 原平市 尧都区 曲沃县 翼城县 襄汾县 洪洞县 安泽县
浮山县 乡宁县 大宁县 隰县 永和县 蒲县 汾西县 侯马市 霍州市 朝阳区 海淀区 浦东新区 徐汇区 静安区 黄浦区 福田区 龙岗区 宝安区 天河区 越秀区 番禺区
武侯区 锦江区 雁塔区 未央区 碑林区 长安区 历下区 江宁区 余杭区 萧山区 平遥古城 五台山 云冈石窟`;

/** Of these the short form is no other word either. */
const BARE_COUNTIES = new Set(
  '平遥 太谷 榆次 洪洞 霍州 侯马 河津 永济 原平 古交 清徐 沁源 临猗 芮城 闻喜 右玉 怀仁 寿阳 昔阳'.split(' '),
);

const split = (names: string): string[] => [...new Set(names.split(/\s+/u).filter(Boolean))];

/** Short names that are also common words; they count only with their suffix (日照市). */
const COMMON = new Set([
  '日照',
  '白银',
  '兴安盟',
  '保山',
  '资阳',
  '大同',
  '文山',
  '南平',
  '中山',
  '三明',
  '黄山',
  '来宾',
  '开封',
]);

export interface GazetteerName {
  name: string;
  /** Long forms: with 省, 市 … */
  full: string[];
  /** May stand without suffix. */
  bare: boolean;
}

/** Provinces by short name, ours among them. */
export const provinces: readonly string[] = split(PROVINCES);

/** Names elsewhere, without those that are part of our own chain (吕梁, 山西). */
export function gazetteer(own: ReadonlySet<string>): GazetteerName[] {
  const regions = provinces.map((name) => ({ name, full: [`${name}省`, `${name}市`], bare: true }));
  const prefectures = split(PREFECTURES).map((name) => ({
    name,
    full: [`${name}市`],
    bare: !COMMON.has(name),
  }));
  return [...regions, ...prefectures].filter((entry) => !own.has(entry.name));
}

/** Counties and districts elsewhere: the official name, and the short one where it may stand alone. */
export const counties: readonly { name: string; short: string | null }[] = split(COUNTIES).map((name) => {
  const short = name.replace(/[县市区]$/u, '');
  return { name, short: BARE_COUNTIES.has(short) ? short : null };
});
