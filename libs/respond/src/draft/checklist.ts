/** Points of the checklist before a text is handed in (审签清单, domain 2.4). */
export const CHECK_ITEMS = [
  'questions',
  'sources',
  'personal',
  'secrecy',
  'substance',
  'channel',
  'plain',
  'agreed',
] as const;
export type CheckItem = (typeof CHECK_ITEMS)[number];
export type CheckAnswer = 'yes' | 'not_applicable';

export interface CheckSpec {
  item: CheckItem;
  /** What is asked, in the words of the notice. */
  text: string;
  /** Document and clause it comes from. */
  source: string;
  /** Must be true of every text: "does not apply" is no answer. */
  always: boolean;
  /** Asked of a light matter too. */
  light: boolean;
}

const NOTICE = '孝政办发〔2020〕35号';
const spec = (
  item: CheckItem,
  text: string,
  source: string,
  { always = false, light = false } = {},
): CheckSpec => ({ item, text, source, always, light });

const ALL: readonly CheckSpec[] = [
  spec('questions', '群众关心的主要问题都作了回答，没有答非所问', `${NOTICE}任务6（3）`, { light: true }),
  spec('sources', '事实和数字有据可查，已由本单位核实', `${NOTICE}任务6（3）`, { always: true, light: true }),
  spec(
    'personal',
    '正文和附件中没有个人信息，不能据此认出举报人、患者、受害人和未成年人',
    '个人信息保护法第28条、第34条',
    { always: true, light: true },
  ),
  spec('secrecy', '已经保密审查，不含不予公开的内容', '政府信息公开条例第17条', {
    always: true,
    light: true,
  }),
  spec('substance', '不自说自话，没有以工作动态、新闻报道代替回应', `${NOTICE}任务6（3）`),
  spec('channel', '文中提到的发布渠道都是经备案的政府网站和政务新媒体', `${NOTICE}任务8、9`),
  spec('plain', '表达准确，语言亲切自然，群众看得懂', `${NOTICE}任务6（3）`),
  spec('agreed', '涉及其他部门的内容已与该部门沟通，口径一致', `${NOTICE}任务6（1）`),
];

/**
 * The points asked of a text: all of them, four of a light matter (一般, one department); that departments agree only where
 * several answer.
 */
export const checklistFor = (text: { light: boolean; several: boolean }): CheckSpec[] =>
  ALL.filter(({ item, light }) => (text.several || item !== 'agreed') && (light || !text.light));

/**
 * Points not answered yet, or answered for other words than those that stand now.
 * @param words as stored with an answer (`wordsHash`)
 */
export const openChecks = (
  asked: readonly CheckSpec[],
  answers: readonly { item: CheckItem; words: string }[],
  words: string,
): CheckSpec[] =>
  asked.filter(({ item }) => !answers.some((answer) => answer.item === item && answer.words === words));
