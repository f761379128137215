import { letterParts, type LetterFacts } from './letter-text.js';

const facts: LetterFacts = {
  number: '清舆协〔2026〕3号',
  unit: '云州市环境局',
  beside: '宣传部门',
  scopes: ['云州市环境局清岚分局'],
  incidentNumber: '2026-0143',
  title: '河道异味，请核查。',
  places: ['石桥镇'],
  level: '较大',
  respondents: ['云州市环境局清岚分局'],
  discoveredAt: new Date('2026-11-23T08:05:00+08:00'),
  statutoryDue: new Date('2026-11-25T08:05:00+08:00'),
  confirmBy: new Date('2026-11-23T12:30:00+08:00'),
  office: '市政府办公室',
  city: '清岚市',
  createdAt: new Date('2026-11-23T08:30:00+08:00'),
  rehearsal: false,
};
const whole = (given: Partial<LetterFacts> = {}) => letterParts({ ...facts, ...given }).paragraphs.join('\n');

it('says the matter in one sentence, what is asked, by when, and who acts meanwhile', () => {
  const text = whole();
  expect(text).toContain(
    '2026年11月23日8时05分，我市发现一起政务舆情（编号2026-0143，舆情等级较大）：河道异味，请核查，涉及石桥镇，回应主体为云州市环境局清岚分局。',
  );
  expect(text).toContain('现商请贵单位会同宣传部门负责云州市环境局清岚分局所涉部分的协调工作');
  expect(text).toContain('于2026年11月25日8时05分前作出首次回应');
  expect(text).toContain('请于2026年11月23日12时30分前确认。贵单位确认前，暂由市政府办公室代行协调。');
  expect(text).toContain('不得寻找发帖人、不得要求删帖');
});

it('leaves out what is not known, and speaks of the whole matter where no part is named', () => {
  const text = whole({ beside: null, scopes: [], places: [], respondents: [], statutoryDue: null });
  expect(text).toContain('：河道异味，请核查。');
  expect(text).toContain('现商请贵单位负责全部事项的协调工作');
  expect(text).toContain('按时限要求作出回应');
  expect(text).not.toMatch(/undefined|null|，。/);
});

it('is signed by the office of the city, and says when it is a rehearsal', () => {
  expect(letterParts(facts)).toMatchObject({
    to: '云州市环境局',
    from: '清岚市政府办公室',
    date: '2026年11月23日',
    title: '关于商请协调政务舆情回应工作的函',
  });
  expect(letterParts({ ...facts, rehearsal: true }).title).toMatch(/^【演练】/);
});
