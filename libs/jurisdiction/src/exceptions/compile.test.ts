import { compileCondition, exceptionVariables, type MatterView } from '#jurisdiction';

const matter: MatterView = {
  topics: ['集中供热', '物业纠纷'],
  fields: ['市政服务'],
  places: ['新义街道'],
  villages: ['绿城社区'],
  outside: [],
  units: [],
  bodies: ['企业、物业'],
  words: ['暖气', '物业'],
  respondents: ['市城市管理局'],
  firstResponsible: ['市城市管理局', '新义街道'],
  assisting: ['市住建局'],
  signals: ['上级交办'],
  mustRespond: ['MR-2'],
  eventLevel: '无',
  opinionLevel: '较大',
  tone: '负面',
  provisional: false,
  inZone: false,
  assignedBySuperior: true,
  dead: 0,
  injured: 2,
  missing: 0,
  trapped: 1,
  atRisk: 0,
  month: 12,
};

function holds(when: string): boolean {
  const condition = compileCondition(when);
  if (!condition.ok) throw new Error(condition.message);
  return condition.holds(matter);
}
function refusal(when: string): { message: string; at: string | undefined } {
  const condition = compileCondition(when);
  if (condition.ok) throw new Error(`“${when}” was taken`);
  const { message, position } = condition;
  return { message, at: position && when.slice(position.start, position.end) };
}

describe('a condition', () => {
  it.each([
    ['true', true],
    ['"集中供热" in topics && "新义街道" in places', true],
    ['topics.exists(t, t.startsWith("集中"))', true],
    ['topics.all(t, t in ["集中供热", "物业纠纷"]) && topics.size() == 2', true],
    ['topics.filter(t, t.contains("物业")).size() == 1', true],
    ['!inZone && (eventLevel == "I" || opinionLevel in ["较大", "重大"])', true],
    ['injured + trapped >= 3 && dead < 1', true],
    ['month in [11, 12, 1, 2, 3]', true],
    ['respondents != ["市城市管理局"]', false],
    ['assignedBySuperior ? outside.size() > 0 : true', false],
  ])('%s is %s', (when, expected) => {
    expect(holds(when)).toBe(expected);
  });

  it('can use every variable as its example shows', () => {
    for (const { example, name } of exceptionVariables) {
      expect(compileCondition(example)).toMatchObject({ ok: true });
      expect(example).toContain(name);
    }
    expect(new Set(exceptionVariables.map(({ name }) => name))).toEqual(new Set(Object.keys(matter)));
  });
});

describe('a condition that cannot be used says why and where', () => {
  it.each([
    ['', '请写明条件', undefined],
    ['"集中供热" in', '条件没有写完', ''],
    ['“集中供热” in topics', '英文半角', '“'],
    ['eventLevel = "I"', '==', '='],
    ['inZone and provisional', '&&', undefined],
    ['inZone 并且 provisional', '&&', undefined],
    ['供热 in topics', '英文', undefined],
    ['heating', '没有名为“heating”的变量', 'heating'],
    ['dead + "人"', '数 + 文字', 'dead + "人"'],
    ['topics.contains("集中供热")', '不能这样用', 'topics.contains("集中供热")'],
    ['dead', '是或否', undefined],
    ['"集中供热', '引号没有成对', undefined],
  ])('%s', (when, message, at) => {
    const refused = refusal(when);
    expect(refused.message).toContain(message);
    if (at !== undefined) expect(refused.at).toBe(at);
  });

  it('in words without anything technical', () => {
    for (const when of [
      'dead +',
      'x.y',
      'topics[0] == "a"',
      '1 == "a"',
      '(',
      'tone == null',
      '{"a": 1} == {}',
    ])
      expect(refusal(when).message).not.toMatch(/overload|token|unexpected|undefined|Error|[a-z]{12,}/);
  });
});

describe('what could run long or fail on the way is refused', () => {
  it.each([
    ['regular expressions', 'tone.matches("(a+)+$")'],
    ['a walk inside a walk', 'topics.exists(t, words.exists(w, w == t))'],
    ['a walk inside a filter', 'topics.filter(t, words.all(w, w == t)).size() > 0'],
    ['many walks', Array.from({ length: 5 }, () => 'topics.exists(t, t == "a")').join(' || ')],
    ['building lists', 'words.map(w, w + w).size() > 0'],
    ['places of a list', 'topics[0] == "集中供热"'],
    ['division', 'dead / injured > 1'],
    ['conversions', 'int(tone) > 1'],
    ['turning types off', 'dyn(dead) == "a"'],
    ['maps', '{"a": 1} == {"b": 2}'],
    ['names bound to parts', 'cel.bind(a, topics, a.size() > 1)'],
    ['long texts', `tone == "${'负'.repeat(1_000)}"`],
    ['deep ones', `${'('.repeat(30)}inZone${')'.repeat(30)}`],
    ['wide ones', Array.from({ length: 90 }, () => 'inZone').join(' || ')],
    ['long lists', `month in [${Array.from({ length: 70 }, (_, i) => i).join(',')}]`],
    ['what the language of the library keeps for itself', 'while'],
    ['names of its machinery', 'constructor == "a"'],
  ])('%s', (_name, when) => {
    expect(compileCondition(when).ok).toBe(false);
  });

  it('and what still fails throws, for the caller to hand to a person', () => {
    expect(() => holds('dead + 9223372036854775807 + injured > 0')).toThrow();
  });
});

describe('what a condition needs before it can hold', () => {
  const needs = (when: string) => {
    const condition = compileCondition(when);
    return condition.ok
      ? (condition.needs?.map(({ variable, value }) => `${variable}=${value}`) ?? null)
      : undefined;
  };
  it.each<[string, string[] | null]>([
    ['"集中供热" in topics', ['topics=集中供热']],
    ['"集中供热" in topics && opinionLevel == "重大"', ['topics=集中供热']],
    ['opinionLevel == "重大" && dead > 1', ['opinionLevel=重大']],
    ['"集中供热" in topics || "供水" in topics', ['topics=集中供热', 'topics=供水']],
    ['"集中供热" in topics || dead > 0', null],
    ['topics.exists(t, t == "供水" || t in ["集中供热"])', ['topics=供水', 'topics=集中供热']],
    ['topics.filter(t, t != "供水").exists(t, t == "集中供热")', ['topics=集中供热']],
    ['["供水"].exists(topics, topics == "供水")', null],
    ['!("集中供热" in topics)', null],
    ['topics == []', null],
    ['topics.all(t, t == "供水")', null],
    ['false', []],
  ])('%s', (when, expected) => {
    expect(needs(when)).toEqual(expected);
  });
});
