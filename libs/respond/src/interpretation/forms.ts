/** Ways of explaining a policy (孝政办发〔2020〕35号 task 4(2)); all but `text` count as 多样化. */
export const INTERPRETATION_FORMS = [
  'text',
  'expert',
  'questions',
  'graphic',
  'media',
  'interview',
  'press',
  'conference',
] as const;
export type InterpretationForm = (typeof INTERPRETATION_FORMS)[number];

/** As written in forms and workbooks. */
export const FORM_WORDS: Record<InterpretationForm, string> = {
  text: '文字解读',
  expert: '专家解读',
  questions: '政策问答',
  graphic: '图解',
  media: '音频视频',
  interview: '在线访谈',
  press: '媒体专访、答记者问',
  conference: '新闻发布会',
};

/** One question of a 政策问答 with its answer. */
export interface QuestionAnswer {
  question: string;
  answer: string;
}

/**
 * A document's number as one spelling: `孝政办发〔2020〕35号`. People type every kind of bracket, and blanks between.
 * @returns an empty string for nothing
 */
export const documentNumber = (written: string): string =>
  written
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[[(【{〔﹝<《]\s*(\d{4})\s*[\])】}〕﹞>》]/g, '〔$1〕')
    .replace(/第?(\d+)号$/, '$1号');
