import { coreOf, LEAST, rankDocuments, type RankedDocument } from './rank.js';
import { documentNumber } from './forms.js';

const document = (id: string, title: string, given: Partial<RankedDocument> = {}): RankedDocument => ({
  id,
  title,
  number: null,
  keywords: [],
  interpretations: [],
  ...given,
});

const library: RankedDocument[] = [
  document('parking', '清岚市人民政府关于印发《清岚市机动车停放管理办法》的通知', {
    number: '清政发〔2026〕12号',
    keywords: ['停车', '停车费', '路内停车'],
    interpretations: [
      {
        id: 'i1',
        title: '一问一答读懂停车办法',
        form: 'questions',
        questions: [
          { question: '小区里停车收不收费', answer: '住宅小区由业主大会决定，办法不作规定。' },
          { question: '夜间路边停车是否免费', answer: '22 时至次日 7 时免费。' },
        ],
      },
    ],
  }),
  document('funeral', '清岚市人民政府办公室关于印发清岚市殡葬改革实施方案的通知', {
    number: '清政办发〔2025〕7号',
  }),
  document('heating', '清岚市城市集中供热管理办法', { keywords: ['供暖', '取暖费'] }),
  document('traffic', '关于主城区机动车限行的通告', { number: '清政发〔2026〕3号' }),
  document('school', '关于做好2026年义务教育阶段招生入学工作的通知', { keywords: ['学区', '划片'] }),
];
const best = (text: string) => rankDocuments(text, library)[0];
const found = (text: string) => rankDocuments(text, library).map(({ id }) => id);

describe('which document a text is about', () => {
  it('is named outright by its number or its whole subject, not by what people call it', () => {
    expect(best('看了清政发〔2026〕12号，路边停车都要钱了？')?.named).toBe(true);
    expect(best('清岚市机动车停放管理办法被说成处处收费')?.named).toBe(true);
    expect(best('路内停车的停车费又涨了')?.named).toBe(false);
  });

  it.each([
    ['its number, however it is written', '清政发[2026] 12 号是不是要乱收费', 'parking'],
    ['its title', '新出的《清岚市机动车停放管理办法》第三条看不懂', 'parking'],
    ['a keyword', '网传路边停车费涨到每小时二十元', 'parking'],
    ['a part of the title', '殡葬改革被网友当成要平祖坟', 'funeral'],
    ['a part of the title that few others have', '机动车限行被误读为全天限行', 'traffic'],
    ['what people call its subject', '取暖费到底怎么算', 'heating'],
    ['another name of its subject', '今年划片有变化吗，学区房白买了', 'school'],
  ])('finds it by %s', (_, text, id) => {
    expect(best(text)?.id).toBe(id);
  });

  it.each([
    ['nothing of ours', '小区停水三天没人管'],
    ['only what every title holds', '请市政府办公室加强管理，印发通知，进一步做好有关工作'],
    ['nothing at all', ''],
  ])('finds none for %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it('says by which words, each once, the longest', () => {
    expect(best('机动车限行被误读为全天限行')?.words).toEqual(['机动车限行']);
    expect(best('网传路内停车费涨价，停车难')?.words).toContain('路内停车');
    expect(best('网传路内停车费涨价，停车难')?.words).not.toContain('停车');
  });

  it('gives the question that is asked, and none that is not', () => {
    expect(best('夜间路边停车到底免不免费，求解释')?.question?.answer).toContain('22 时');
    expect(best('停车难')?.question).toBeNull();
  });

  it('puts a number named above everything else', () => {
    const [first] = rankDocuments('机动车停放、停车费，依据是清政发〔2026〕3号', library);
    expect(first?.id).toBe('traffic');
    expect(first?.score).toBeGreaterThan(100);
  });

  it('gives the same again, whatever the order of the library', () => {
    const text = '机动车停车限行怎么回事';
    expect(rankDocuments(text, library.toReversed())).toEqual(rankDocuments(text, library));
    for (const { score } of rankDocuments(text, library)) expect(score).toBeGreaterThanOrEqual(LEAST);
  });
});

describe('names of documents', () => {
  it.each([
    ['孝政办发[2020] 35 号', '孝政办发〔2020〕35号'],
    ['孝政办发（2020）第35号', '孝政办发〔2020〕35号'],
    ['孝政办发【2020】35号', '孝政办发〔2020〕35号'],
    ['', ''],
  ])('a number written %s', (written, number) => {
    expect(documentNumber(written)).toBe(number);
  });

  it.each([
    ['清岚市人民政府关于印发《清岚市机动车停放管理办法》的通知', '清岚市机动车停放管理办法'],
    ['清岚市人民政府办公室关于印发殡葬改革实施方案（试行）的通知', '殡葬改革实施方案'],
    ['关于主城区机动车限行的通告', '主城区机动车限行'],
    ['城市集中供热管理办法', '城市集中供热管理办法'],
  ])('the subject of %s', (title, core) => {
    expect(coreOf(title)).toBe(core);
  });
});
