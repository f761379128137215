/** Words a person reads for the keys inside the directory's entries. */
export const placeKinds: Record<string, string> = {
  township: '乡镇（街道）',
  zone: '开发区',
  village: '村（社区）',
  known: '知名地点',
};

/** What a known place is. */
export const placeTypes: Record<string, string> = {
  school: '学校',
  hospital: '医院',
  mine: '矿山',
  company: '企业',
  road: '道路',
  compound: '小区',
  market: '市场',
  station: '车站、出入口',
  park: '公园、广场',
  reservoir: '水库',
  river: '河流',
  bridge: '桥梁',
  scenic: '景区、古迹',
  venue: '场馆、大厅',
  other: '其他',
};

export const certainties: Record<string, string> = { sure: '确定', likely: '大致可信', doubtful: '存疑' };

export const bodyKinds: Record<string, string> = {
  station: '基层站所、分支机构',
  village: '村（居）委会',
  company: '企业、物业',
  utility: '公用企业',
  party: '党委和非政府机关',
  superior: '上级机关',
  place_type: '学校、医院等场所',
};

export const signalKinds: Record<string, string> = {
  classified: '涉密',
  superior_matter: '事涉上级',
  crosses_border: '跨县（市、区）',
  not_government: '非政府机关的事',
  misconduct: '举报违纪违法',
  public_concern: '举报之外另有公众诉求',
  superior_order: '上级交办',
  policy_misread: '政策被误读',
  township_affairs: '乡镇自身事务',
  citywide: '全市性',
  rumour: '疑似谣言',
  drill: '演练',
  fiction: '虚构作品',
  old_event: '旧事重提',
  hearsay: '网传、听说',
  denied_by_party: '当事方否认',
  harm_stated: '写明伤害',
  moral_outrage: '冲击道德底线',
  anger: '情绪：愤怒（仅供排序）',
  worry: '情绪：担忧（仅供排序）',
  help: '情绪：求助（仅供排序）',
};

export const outletKinds: Record<string, string> = {
  portal: '政府门户网站',
  account: '政务新媒体账号',
  media: '新闻媒体',
  press: '新闻发布',
};

export const formWords: Record<string, string> = {
  authoritative: '权威信息',
  press_conference: '新闻发布会',
  briefing: '吹风会',
  interview: '采访',
  graphic: '图解',
};

export const occasionWords: Record<string, string> = {
  statement: '情况通报',
  refutation: '辟谣',
  interpretation: '政策解读',
  advice: '温馨提示',
  progress: '进展通报',
  apology: '致歉',
};

export const stageWords: Record<string, string> = {
  intercept: '先行甄别',
  place: '属地认定',
  body: '机构归集',
  responsibility: '责任与协调',
  overlay: '叠加处理',
};

/** Every kind a change can touch, in the word of its entry. */
export const kindWords: Record<string, string> = {
  units: '单位',
  places: '地点',
  fields: '领域',
  topics: '主题',
  bodies: '机构称谓',
  portfolios: '分管',
  outlets: '发布渠道',
  templates: '回应模板',
  signals: '情形用语',
  namesakes: '同名地',
  rules: '规则',
  exceptions: '例外',
  deadlines: '时限',
  clocks: '计时设置',
  calendar: '节假日安排',
  policies: '催办规则',
  levels: '等级标准',
  jurisdiction: '辖区',
  examples: '领域例句',
};

/** Parts of entries that have no form of their own, and parts inside parts. */
export const partWords: Record<string, string> = {
  key: '编号',
  seedRow: '附件1行次',
  id: '编号',
  name: '名称',
  kind: '类别',
  order: '次序',
  topics: '所涉主题',
  units: '所涉单位',
  places: '所涉地点',
  when: '条件',
  respondents: '改由谁回应',
  firstResponsible: '第一责任主体',
  assisting: '增加协助单位',
  informed: '增加知会单位',
  ask: '请人工回答',
  stop: '其后各条不再看',
  enabled: '启用',
  examples: '试例',
  text: '文字',
  applies: '应适用',
  basis: '依据',
  validFrom: '生效日期',
  validTo: '失效日期',
  limit: '时限',
  byLevel: '分级时限',
  from: '起',
  to: '止',
  owner: '责任人',
  source: '依据',
  note: '说明',
  steps: '各步',
  after: '几倍签收时限后',
  minLevel: '最低等级',
  rest: '夜间停计',
  levels: '等级',
  watch: '先观察',
  hours: '小时数',
  sources: '信源数',
  linkTtl: '链接有效期',
  work: '工作时间',
  rounds: '回应后又有新情况',
  closing: '自动办结与归档',
  quietDays: '回应后平静天数',
  archiveDays: '办结后平静天数',
  items: '独立信息条数',
  day: '起始日期',
  working: '上班',
  reason: '事由',
  shortNames: '简称',
  parents: '上级政府',
  neighbours: '相邻县（市、区）',
  parent: '所属',
  words: '用词',
  notWords: '排除用词',
  of: '所在地',
  label: '领域',
};

export const changeStates = {
  draft: '草稿',
  proposed: '待核准',
  approved: '已生效',
  rejected: '未通过',
  withdrawn: '已撤销',
  taken_back: '已撤回',
} as const;

export const originWords = {
  person: '人工提出',
  ruling: '退单裁定',
  learning: '交办纠错',
  take_back: '撤回',
} as const;

export const revisionWords = { add: '新增', replace: '修改', remove: '删除' } as const;

export const stateWords = { in_force: '现行', future: '将生效', ended: '已终止', all: '全部' } as const;

/** When an entry is in force, said only where it is not simply always. */
export function inForceWords(entry: {
  state: 'in_force' | 'future' | 'ended';
  validFrom: string | null;
  validTo: string | null;
}): string {
  if (entry.state === 'ended') return `止于 ${entry.validTo ?? ''}`.trim();
  if (entry.state === 'future') return `自 ${entry.validFrom ?? ''} 起`;
  if (entry.validTo) return `至 ${entry.validTo} 止`;
  return entry.validFrom ? `自 ${entry.validFrom} 起` : '';
}
