import * as fc from 'fast-check';
import { DOCUMENT_KINDS } from './document.entity.js';
import { draftDocument, withheld } from './draft.js';
import type { DocumentFacts } from './facts.js';
import { groupText, GROUP_TEXT_LENGTH, phoneScript } from './texts.js';
import { UNKNOWN } from './words.js';

const facts: DocumentFacts = {
  at: '2026-11-23T02:00:00Z',
  number: '2026-0143',
  title: '兑镇镇河道冒黑水，村民反映多日。',
  state: 'dispatched',
  places: ['兑镇镇'],
  publishedAt: '2026-11-22T23:00:05Z',
  discoveredAt: '2026-11-22T23:10:00Z',
  eventLevel: 'none',
  opinionLevel: '较大',
  opinionConfirmed: false,
  provisional: false,
  mustRespond: ['MR-2'],
  items: { own: 2, all: 3, sources: ['孝义论坛', '山西晚报'] },
  casualties: { dead: null, injured: null, missing: null, trapped: null, atRisk: null },
  casualtiesFrom: [],
  firstResponsible: ['吕梁市生态环境局孝义分局', '兑镇镇'],
  respondents: ['吕梁市生态环境局孝义分局'],
  coordinators: ['吕梁市生态环境局会同宣传部门'],
  duties: [
    {
      unit: '吕梁市生态环境局孝义分局',
      roles: ['respondent'],
      state: 'verified',
      signedAt: '2026-11-22T23:40:00Z',
      reportedAt: '2026-11-23T01:00:00Z',
      report: '是否属实：部分属实\n已采取的措施：采样',
    },
    {
      unit: '兑镇镇',
      roles: ['first_responsible'],
      state: 'sent',
      signedAt: null,
      reportedAt: null,
      report: null,
    },
    { unit: '市水利局', roles: ['informed'], state: 'sent', signedAt: null, reportedAt: null, report: null },
  ],
  deadlines: [{ rule: 'DL-03', name: '其他政务舆情予以回应', dueAt: '2026-11-24T23:10:00Z', state: 'open' }],
  answeredAt: null,
  closedAt: null,
  closeReason: null,
  orders: [],
  supervisions: [],
  city: '孝义市',
  roles: { office: '市政府办公室', publicity: '市委宣传部', government: '市政府', discipline: '市纪委监委' },
  lead: null,
  topics: ['水污染'],
  first: { at: '2026-11-22T23:00:05Z', source: '孝义论坛' },
  spread: { views: 120000, interactions: 340, hotSearch: false },
  summary: ['河水发黑，有异味'],
  questions: [{ text: '什么时候能治好？', items: 4 }],
  claim: 'unverified',
};
const confirmed: Partial<DocumentFacts> = { opinionLevel: '特别重大', opinionConfirmed: true };
const words = (given: Partial<DocumentFacts>, kind: (typeof DOCUMENT_KINDS)[number]) => {
  const { paragraphs, title, to, fields } = draftDocument(kind, { ...facts, ...given });
  return [title, to, ...paragraphs, ...fields.flat()].join('\n');
};

describe('papers from the record', () => {
  it('a bulletin has its four parts, to the second, and no measure against posts', () => {
    const { paragraphs, title } = draftDocument('bulletin', facts);
    expect(title).toBe('关于“兑镇镇河道冒黑水，村民反映多日”的舆情快报');
    expect(paragraphs.filter((one) => /^[一二三四]、/.test(one))).toEqual([
      '一、基本情况',
      '二、传播情况',
      '三、工作措施',
      '四、信息出处',
    ]);
    expect(paragraphs[1]).toContain('2026年11月23日 07:00:05，“孝义论坛”出现相关信息。');
    expect(paragraphs[1]).toContain('上述说法尚未核实。');
    expect(paragraphs[3]).toContain('收到相关信息3条，其中非转载2条，来源：孝义论坛、山西晚报');
    expect(paragraphs[3]).toContain('浏览约120000次');
    const all = words({}, 'bulletin');
    expect(all).toContain('吕梁市生态环境局孝义分局（已核实）、兑镇镇（尚未签收）');
    expect(all).not.toContain('市水利局');
    expect(all).toContain('核实初报：是否属实：部分属实；已采取的措施：采样');
  });

  it('no paper names accounts, asks for deletion, or has a link', () => {
    for (const kind of DOCUMENT_KINDS) {
      const all = words(confirmed, kind);
      expect(all.replace('不得寻找发帖人、不得要求删帖', '')).not.toMatch(/删帖|删除|账号|ID|https?:|发帖人/);
    }
  });

  it('a special report begins with a summary of at most 200 characters and says what people ask', () => {
    const long = { summary: ['很长的一句话'.repeat(60)] };
    expect(draftDocument('special', { ...facts, ...long }).paragraphs[0]?.length).toBeLessThanOrEqual(200);
    expect(words({}, 'special')).toContain('1.什么时候能治好？（4条信息提到）。'.replace('？（', '（'));
    expect(words({ questions: [] }, 'special')).toContain(`公众主要关切：${UNKNOWN}`);
  });

  it('a dispatch sheet has the fields of the domain, and an empty one for the wording', () => {
    const fields = new Map(draftDocument('dispatch', facts).fields);
    expect(fields.get('首发时间')).toBe('11月23日7时00分');
    expect(fields.get('回应主体')).toBe('吕梁市生态环境局孝义分局');
    expect(fields.get('拟回应口径')).toBe('');
    expect(fields.get('必须回应情形')).toBe('公众切身利益');
    expect(fields.has('牵头部门')).toBe(false);
  });

  it('is taken up, and handed to discipline, only after a person confirmed, or when a limit was missed', () => {
    expect(withheld('uplift', facts)).toBe('not_confirmed');
    expect(withheld('uplift', { ...facts, opinionLevel: '特别重大' })).toBe('not_confirmed');
    expect(withheld('uplift', { ...facts, ...confirmed })).toBeNull();
    expect(withheld('accountability', facts)).toBe('nothing_late');
    const missed = facts.deadlines.map((due) => ({ ...due, state: 'missed' as const }));
    expect(withheld('accountability', { ...facts, deadlines: missed })).toBeNull();
    expect(withheld('bulletin', facts)).toBeNull();
  });

  it('the request to the government names the clause and leaves the first responsible as they are', () => {
    const all = words(confirmed, 'uplift');
    expect(all).toContain('任务6（1）');
    expect(all).toContain(
      '原第一责任主体（吕梁市生态环境局孝义分局、兑镇镇）和回应主体（吕梁市生态环境局孝义分局）职责不变',
    );
    expect(draftDocument('uplift', { ...facts, ...confirmed }).signer).not.toBeNull();
  });

  it('the letter to discipline blames nobody by itself', () => {
    const all = words(confirmed, 'accountability');
    expect(all).toContain('不作责任认定');
    expect(all).toContain('需要核实的问题：资料不足（请填写）');
  });

  it('urgency follows the levels', () => {
    expect(draftDocument('bulletin', { ...facts, opinionLevel: '重大' }).urgency).toBe('urgent');
    expect(draftDocument('bulletin', { ...facts, eventLevel: 'I' }).urgency).toBe('most_urgent');
    expect(draftDocument('bulletin', facts).urgency).toBe('normal');
  });
});

describe('what offices send anyway', () => {
  it('the group text has at most 300 characters, whatever is in it, and keeps the rule at its end', () => {
    const names = fc.array(
      fc.constantFrom('吕梁市生态环境局孝义分局', '市住建局', '山西孝义经济开发区管委会'),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), names, (title, respondents) => {
        expect(groupText({ ...facts, title, respondents }).length).toBeLessThanOrEqual(GROUP_TEXT_LENGTH);
      }),
    );
    const text = groupText(facts);
    expect(text).toContain('2026-0143');
    expect(text).toContain('11月25日7时10分前');
    expect(text).toMatch(/不得寻找发帖人、不得要求删帖。$/);
  });

  it('the phone script asks who answers, and to sign where nobody has', () => {
    const lines = phoneScript(facts, '兑镇镇').join('\n');
    expect(lines).toContain('还没有签收');
    expect(lines).toContain('2026杠0143');
    expect(lines).toContain('请问您贵姓');
    expect(phoneScript(facts, '吕梁市生态环境局孝义分局').join('')).not.toContain('还没有签收');
  });
});
