import { DOUBLE_SURNAMES, SURNAMES, WORDLIKE } from './surnames.js';

const SURNAME = `(?<surname>${DOUBLE_SURNAMES.join('|')}|[${SURNAMES}])`;

/** Words for private persons, after which a name often follows. Posts of officials are not among them. */
const PRIVATE = [
  '村民|居民|业主|市民|群众|网民|网友|家长|学生|患者|病人|司机|车主|乘客|租户|租客|房东|商户|店主|老板|农户|养殖户|种植户',
  '职工|员工|工人|农民工|民工|老人|女孩|男孩|孩子|儿子|女儿|妻子|丈夫|老公|老婆|母亲|父亲|邻居|死者|伤者|逝者|遇难者',
  '受害人|受害者|当事人|嫌疑人|被困者|走失者|消费者|顾客|孕妇|产妇|残疾人|低保户|五保户|贫困户|退役军人|举报人|投诉人|反映人',
].join('|');
/** What may follow a name in a sentence; without it two or three characters are rather a word. */
const AFTER_NAME =
  '(?=$|[^\\u4e00-\\u9fff]|[是在住家现今的和与及等说称向因被于从到把对将自也又都已曾就来去有没因为反表打遭受经])';
const NAMED_AFTER = new RegExp(
  `(?<who>${PRIVATE})(?<gap>[：:（(]?)${SURNAME}(?!先生|女士|小姐|大爷|大妈|阿姨|师傅|老师|医生)(?<given>[\\u4e00-\\u9fff]{1,2}?)${AFTER_NAME}`,
  'gu',
);
const NAMED_BEFORE = new RegExp(
  `(?<who>^|[^\\u4e00-\\u9fff]|[的和与为由据是叫向给请让])${SURNAME}(?<given>[\\u4e00-\\u9fff]{1,2})(?=先生|女士|小姐|大爷|大妈|大叔|大娘|阿姨|同学|师傅|老太太)`,
  'gu',
);
/** A place or body, no person. */
const NO_PERSON = /[镇乡村街道路县市区社局所委院校厂矿站馆办组庄某]/u;
const MENTION = /[@＠][\w\u4e00-\u9fff.-]{2,20}/gu;
const ADDRESS = /(?:https?:\/\/|www\.)[\w\-.~:/?#[\]@!$&'()*+,;=%]+/giu;

/**
 * A text as the people of a unit read it: names of private persons but the surname (村民张某, 李某先生), accounts and
 * addresses are taken out, since nobody is to look for who wrote it. Posts and names of officials stay. What was
 * masked when the item was stored stays masked; masking twice changes nothing.
 */
export function maskForUnits(text: string): string {
  return text
    .replace(ADDRESS, '〔链接〕')
    .replace(MENTION, '@某网民')
    .replace(NAMED_AFTER, masked)
    .replace(NAMED_BEFORE, masked);
}

function masked(found: string, ...rest: unknown[]): string {
  const { who, gap, surname, given } = rest.at(-1) as Record<string, string>;
  if (WORDLIKE.has(surname ?? '') || NO_PERSON.test(given ?? '')) return found;
  return `${who}${gap ?? ''}${surname}某`;
}
