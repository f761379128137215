import type { PolicyDocumentView } from '../../../../api/src/contract/index.js';
import { citation, drafterWords, timeWords } from './words.js';

const document = {
  title: '清岚市机动车停放管理办法',
  number: '清政发〔2026〕12号',
  publishedOn: '2026-11-02',
  effectiveOn: '2026-12-01',
  abolishedOn: null,
  abolished: false,
  interpretations: [],
} as unknown as PolicyDocumentView;
const match = { document, score: 20, words: ['停车'], question: null };

it('names a drafting unit then and now', () => {
  expect(drafterWords({ then: '石桥乡', now: '石桥乡' })).toBe('石桥乡');
  expect(drafterWords({ then: '石桥乡', now: '石桥镇' })).toBe('石桥乡（现为石桥镇）');
  expect(drafterWords({ then: '石桥乡', now: null })).toContain('已撤销');
});

it('says from when and until when a document holds', () => {
  expect(timeWords(document)).toBe('2026年11月2日公开，2026年12月1日施行');
  const ended = { ...document, abolishedOn: '2026-11-20', abolished: true };
  expect(timeWords(ended)).toContain('2026年11月20日已废止');
  expect(timeWords({ ...ended, abolished: false })).toContain('2026年11月20日起废止');
});

describe('a passage for a draft', () => {
  it('answers the question that is asked', () => {
    const question = { question: '夜间停车是否免费', answer: '22 时至次日 7 时免费。' };
    expect(citation({ ...match, question })).toBe(
      '《清岚市机动车停放管理办法》（清政发〔2026〕12号）已有解读：夜间停车是否免费？22 时至次日 7 时免费。',
    );
  });

  it('else names what explains it, or the document alone', () => {
    const text = { title: '读懂停车', url: 'https://www.qinglan.example/1', text: '第一段\n第二段' };
    const explained = { ...document, interpretations: [text] } as unknown as PolicyDocumentView;
    expect(citation({ ...match, document: explained })).toContain(
      '的解读见《读懂停车》（https://www.qinglan.example/1）。第一段',
    );
    expect(citation(match)).toBe('相关规定见《清岚市机动车停放管理办法》（清政发〔2026〕12号）。');
  });
});
