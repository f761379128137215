import { z } from 'zod';
import { ledgerSchema } from './ledger.js';
import { day, effective, words } from './common.js';

/** `jurisdiction.json`: the city itself, who coordinates, and what its name must not be confused with. */
export const jurisdictionSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  /** Short names that count as the city when nothing speaks against it: 孝义. */
  shortNames: words,
  /** From the next higher to the highest: 吕梁市, 山西省. */
  parents: z.array(z.strictObject({ name: z.string(), shortNames: words })),
  neighbours: z.array(z.strictObject({ name: z.string(), shortNames: words, parent: z.string() })),
  timeZone: z.string(),
  /** Names of units in the roles of the notice; each must stand in units.json. */
  roles: z.strictObject({
    office: z.string(), // 市政府办公室
    publicity: z.string(), // 市委宣传部
    government: z.string(), // 市政府 (提级办理, 市领导)
    discipline: z.string(), // 市纪委监委 (not a duty holder; where RT-05 goes)
    /** The publicity department beside a superior coordinator, level not fixed by the notice: 宣传部门. */
    genericPublicity: z.string(),
  }),
  /** Sensitive dates (OP-6): fixed `MM-DD` ranges or yearly lists. */
  sensitiveDates: z.array(z.strictObject({ name: z.string(), from: z.string(), to: z.string() })),
  /** Columns of the ledger (台账) in the city's own order. */
  ledger: ledgerSchema,
});

/** `units.json`. The name is the key; a renamed unit ends (`validTo`) and names its `successor`. */
export const unitSchema = z.strictObject({
  name: z.string(),
  kind: z.string(),
  aliases: words.default([]),
  vertical: z.boolean().default(false),
  superior: z.string().nullable().default(null),
  /** Not part of this installation (a superior, a public utility): gets no duty here. */
  external: z.boolean().default(false),
  /** May answer for the public: an administrative body. Utilities and party organs may not. */
  respondent: z.boolean().default(true),
  successor: z.string().optional(),
  basis: z.string(),
  note: z.string().optional(),
  ...effective,
});

/** What a known place (知名地点) is. */
export const PLACE_TYPES = [
  'school',
  'hospital',
  'mine',
  'company',
  'road',
  'compound',
  'market',
  'station',
  'park',
  'reservoir',
  'river',
  'bridge',
  'scenic',
  'venue',
  'other',
] as const;

/** `places.json`: townships, streets, zones, villages, communities, known places. `code` is the key. */
export const placeSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  kind: z.enum(['township', 'zone', 'village', 'known']),
  /** What people write: 兑镇, 偏城村, 绿城社区. Includes the base name only where it may stand alone. */
  aliases: words.default([]),
  /** Base name without 村/社区/镇 (偏城): counts only beside a word of place or the township's name. */
  base: z.string().optional(),
  /** Code of the township. A known place without one lies in several, or where is not settled: it names the city only. */
  parent: z.string().optional(),
  /** For known places: what it is. */
  type: z.enum(PLACE_TYPES).optional(),
  /** Longer words that contain a name of it and mean something else: 梧桐树, 高阳县. */
  notWords: words.optional(),
  /** Places elsewhere bear the name too, or it is a common word: an open source must name something else of ours. */
  common: z.boolean().optional(),
  /** How sure it is that the place lies where this entry says; absent means sure. */
  certainty: z.enum(['sure', 'likely', 'doubtful']).optional(),
  /** For zones and townships: the unit that is responsible. */
  unit: z.string().optional(),
  successor: z.string().optional(),
  basis: z.string().optional(),
  ...effective,
});

/** `namesakes.json`: places elsewhere that share a name with ours. */
export const namesakeSchema = z.strictObject({
  /** As it is written: 孝义镇, 孝义街道, 赵家庄. */
  name: z.string(),
  /** Where it lies: 文水县. */
  of: z.string(),
  /** Whole official path where known. */
  full: z.string().optional(),
  kind: z.enum(['township', 'village']),
});

/** `fields.json`: the 26 fields of annex 1. */
export const fieldSchema = z.strictObject({
  no: z.number().int(),
  name: z.string(),
  unit: z.string(),
  seedRow: z.number().int().optional(),
  ...effective,
});

/** `topics.json`: subject → unit in charge, assisting units, and the words that show it. */
export const topicSchema = z.strictObject({
  no: z.number().int(),
  name: z.string(),
  /** Name of a unit, or `属地` for the township concerned. */
  unit: z.string(),
  assisting: z.array(z.string()).default([]),
  /** Name of the field of annex 1 this topic belongs to, if any. */
  field: z.string().nullable().default(null),
  /** Each word shows the topic. `a+b` means both words in the text. */
  words,
  /** Assisting units whose own duty is named: they become respondents (domain (f)4). */
  dutyWords: z.record(z.string(), words).default({}),
  /** Any of these rules the topic out. */
  notWords: words.default([]),
  /** Topics (by number) that this one displaces when both are found: the more special wins (domain (f)8). */
  displaces: z.array(z.number().int()).default([]),
  basis: z.string(),
  ...effective,
});

/** `bodies.json`: how texts name stations, villages, utilities, organs outside government. */
export const bodySchema = z.strictObject({
  kind: z.enum(['station', 'village', 'company', 'utility', 'party', 'superior', 'place_type']),
  /** Literal words (派出所, 税务分局, 供电公司, 市委). */
  words,
  /** The unit that answers for it; null for village committees (their township). */
  unit: z.string().nullable().default(null),
  /** For utilities: the company that provides the facts. */
  provider: z.string().optional(),
  notWords: words.default([]),
  /** Schools, hospitals: the matter is the body's own conduct only with one of these, as it is written, in its sentence; absent: unless it is a landmark. */
  conductWords: words.optional(),
  basis: z.string(),
});

const level = z.enum(['一般', '较大', '重大', '特别重大']);

/** Whom a step is for, as seen from the unit the clock is about. */
export const POLICY_AUDIENCES = [
  'liaison',
  'handler',
  'liaison_and_handler',
  'charge_leader',
  'coordinator',
  'duty',
  'office',
  'office_leader',
  'leadership',
  'outside',
] as const;

/** Messages a policy may send; each has its words in `libs/deliver/src/mail`. */
export const POLICY_TEMPLATES = [
  'assigned',
  'reminder',
  'overdue_leader',
  'overdue_office',
  'overdue_leadership',
  'report_reminder',
  'report_overdue',
  'report_overdue_leader',
  'report_overdue_office',
  'report_overdue_leadership',
  'refusal_raised',
  'refusal_overdue',
  'refusal_overdue_leader',
  'deadline_half',
  'deadline_near',
  'deadline_missed',
  'deadline_missed_unit',
  'order_received',
  'order_near',
  'order_missed',
  'coordination_letter',
  'coordination_reminder',
  'coordination_missed',
  'pool_overdue',
  'evaluation_near',
  'evaluation_overdue',
  'office_notified',
] as const;

/**
 * `policies.json`: who hears when of what is not done in time (催办阶梯, domain (f)11), one policy a clock and kind of case.
 * The most special one that fits runs: named units before named levels before the general one.
 */
export const policySchema = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]*$/, '编号用小写字母、数字和短横线'),
  name: z.string().min(1),
  /** What it counts: sign-off, first report, ruling, statutory time, superior's order, letter, assigning, dispatch, evaluation. */
  clock: z.enum(['sign', 'report', 'ruling', 'statutory', 'order', 'letter', 'pool', 'incident', 'closing']),
  /** Working opinion levels it is for; empty: all. */
  levels: z.array(level).default([]),
  /** Units it is for; empty: all. */
  units: words.default([]),
  steps: z
    .array(
      z.strictObject({
        /** In shares of the clock's span: 0.5 is half of it, 1 when it is up, 1.5 half a span late. */
        after: z.number().nonnegative().max(100),
        /** And so much later (ISO 8601): `PT2H` after the time is up. */
        plus: z.string().optional(),
        to: z.enum(POLICY_AUDIENCES),
        /** In parallel, as far as there is an address; mail where there is none of them. */
        channels: z
          .array(z.enum(['mail', 'sms', 'wecom', 'dingtalk', 'webhook', 'app', 'phone']))
          .min(1)
          .default(['mail', 'app']),
        /** Everybody found, or the first who can be reached. */
        reach: z.enum(['each', 'any']).default('each'),
        /** Working opinion level from which the step applies. */
        minLevel: level.default('一般'),
        template: z.enum(POLICY_TEMPLATES),
      }),
    )
    .min(1)
    .max(20),
  /** The last step again, every so many spans, so many times. */
  repeat: z
    .strictObject({ every: z.number().positive().max(100), times: z.number().int().min(1).max(50) })
    .nullable()
    .default(null),
  /** What else ends it, beside what the clock waits for. */
  stop: z.array(z.enum(['signed', 'refused', 'reported', 'answered'])).default([]),
});

/**
 * `portfolios.json`: which leader of the city is in charge of which units (分管), with dates. Named by post, not by person:
 * who holds the post stands with the account and, encrypted, in the roster.
 */
export const portfolioSchema = z.strictObject({
  key: z.string().regex(/^[A-Z]{2}-\d+$/, '编号应写作 VM-1'),
  /** 分管城建的副市长 */
  post: z.string(),
  /** Units in charge of; names of the directory. */
  units: words,
  basis: z.string(),
  ...effective,
});

/** Forms of an answer: 权威信息、新闻发布会、吹风会、采访、图解 (notice 6(3)). */
export const PUBLICATION_FORMS = [
  'authoritative',
  'press_conference',
  'briefing',
  'interview',
  'graphic',
] as const;

/**
 * `outlets.json`: where the city may answer (发布渠道). Departments and townships have no site and no account of their own
 * (notice tasks 8, 9); what a text is published on is the outlet, who puts it there its owner.
 */
export const outletSchema = z
  .strictObject({
    key: z.string().regex(/^[a-z][a-z0-9-]*$/, '编号用小写字母、数字和短横线'),
    name: z.string().min(1),
    /** Portal of the city, registered account, media centre, press office. */
    kind: z.enum(['portal', 'account', 'media', 'press']),
    /** Where an account stands: 微信公众号、微博、抖音. */
    platform: z.string().optional(),
    /** Unit that publishes on it: 市党政信息网络中心, 市融媒体中心, 市政府新闻办公室. */
    owner: z.string(),
    /** Number under which it is filed (网站标识码, 政务新媒体备案编号). */
    filing: z.string().optional(),
    /** Hosts on which its pages stand; a publication registered on it must stand there. Empty: not on the net. */
    hosts: z
      .array(z.string().regex(/^[a-z0-9.-]+(:\d+)?$/, '只写域名，如 www.xiaoyi.gov.cn，不带 http 和路径'))
      .default([]),
    forms: z.array(z.enum(PUBLICATION_FORMS)).min(1),
    /** Proposed for every text; one of those in force. */
    standard: z.boolean().default(false),
    basis: z.string(),
    note: z.string().optional(),
    ...effective,
  })
  .refine((outlet) => outlet.kind !== 'account' || Boolean(outlet.filing?.trim()), {
    path: ['filing'],
    error: '政务新媒体账号须填写备案编号，未备案的不能作为发布渠道（任务9）',
  })
  .refine((outlet) => outlet.kind === 'press' || outlet.hosts.length > 0, {
    path: ['hosts'],
    error: '请填写发布页面所在的域名，发布后凭它核对',
  });

/**
 * `calendar.json`: days that the State Council's arrangement, as this version knows it, does not hold: a year published
 * since, or days given locally. Entered day by day or as stretches; the later entry wins.
 */
export const calendarSchema = z.strictObject({
  /** First day; the key. */
  day,
  /** Last day; absent: that day only. */
  to: day.optional(),
  /** Worked (调休上班), or off. */
  working: z.boolean().default(false),
  reason: z.string().min(1),
  basis: z.string(),
});

/** `sources.json` */
export const sourceSchema = z.strictObject({
  name: z.string(),
  kind: z.enum(['feed', 'web-list', 'rsshub', 'newsnow', 'file-or-webhook', 'manual']),
  url: z.string().optional(),
  route: z.string().optional(),
  ids: z.array(z.string()).optional(),
  tier: z.enum(['self', 'local', 'municipal', 'provincial', 'central']),
  scope: z.enum(['local', 'open']),
  intervalMinutes: z.number().int().positive().default(15),
  /** Off until a person has tested it (sources.json, note). */
  enabled: z.boolean().default(false),
  basis: z.string(),
});

/** `roster.json`: annex 2, one entry a unit. Shipped with plainly fictional people only. */
export const rosterSchema = z.strictObject({
  unit: z.string(),
  chargeLeader: z.strictObject({ name: z.string(), phone: z.string(), email: z.email() }).nullable(),
  office: z.strictObject({ name: z.string(), phone: z.string(), email: z.email().optional() }).nullable(),
  handler: z.strictObject({ name: z.string(), phone: z.string(), email: z.email() }).nullable(),
  liaison: z.strictObject({ name: z.string(), phone: z.string(), email: z.email() }).nullable(),
  sealed: z.boolean().default(false),
  submittedAt: day.optional(),
});
