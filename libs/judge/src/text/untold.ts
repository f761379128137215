/** What only serves as a comparison: "不亚于当年致38人遇难的那场矿难". */
const COMPARED =
  /(?:不亚于|堪比|好比|犹如|如同|类似于?|不逊于|不次于|比得上|赶得上|想起了?|让人想到|吸取|汲取|重演|堪称)[^，。；！？!?;,\n]{0,30}/gu;

/** A clause about what could happen: fears, threats, warnings. */
const FEARED =
  /(?:万一|要是|如果|假如|一旦|真要是?|哪天)[^。；！？!?;\n]{0,40}(?:谁负责|谁来负责|谁担责|怎么办|谁管|责任怎么|责任如何|少说|还不得|不得(?:死|伤)|就得|得死|会死|都得死|就完了|不堪设想)[^。；！？!?;\n]{0,16}|(?:万一|要是|如果|假如|迟早|早晚[会要得]|难道[非要]|非[要得]等?|等到|别等|会不会|担心|生怕|害怕|恐怕会|以免|避免|防止|差点|险些|扬言)[^，。；！？!?;,\n]{0,24}/gu;
const HARM =
  /(?:出|闹)?人命|[砸压撞摔淹烧炸电轧]死|死人|死亡|死了?人|伤亡|受伤|[砸压撞摔烧炸]伤|伤到?人|死(?=[上几数十百千万\d一二两三])|[炸塌](?=了)|爆炸|坍塌|垮塌|坠落|坠亡|溺水|溺亡|窒息|中毒|遇难|事故/gu;

/** Takes the place of a word that is not told as happened; stands in no list. */
const BLANK = '\u0001';
const blank = (words: string): string => BLANK.repeat(words.length);

/**
 * The text without what it does not tell as happened: things compared with, and harm that is only feared. The length
 * stays the same, so that offsets hold in the original.
 */
export const toldOnly = (text: string): string =>
  text.replace(COMPARED, blank).replace(FEARED, (clause) => clause.replace(HARM, blank));

const CLAUSE_END = /[，。；！？!?;,\n]/u;
/** Before a word, in its clause: it has not happened, it might. */
const MIGHT =
  /(?:万一|一旦|一但|如果|假如|假设|倘若|要是|若是?|以防|谨防|防止|预防|防范|避免|以免|杜绝|可能|容易|极易|易于?|恐怕?|会不会|难免|担心|生怕|害怕|早晚|迟早|随时|模拟)[^，。；！？!?;,\n]{0,20}$/u;
/** Behind a word: it names a danger, or what is kept ready against it. */
const DANGER =
  /^(?:等|的|安全|事故)*(?:隐患|风险|危险|可能|苗头|威胁|逃生|防控|预防|预案|应急|报警|警报|演练|怎么办|谁负责)/u;

/** Whether a word stands for what might happen only: 一旦发生火灾, 火灾隐患, 以防坍塌. */
export function isOnlyFeared(text: string, { start, end }: { start: number; end: number }): boolean {
  const before = text.slice(Math.max(0, start - 30), start);
  return MIGHT.test(before) || (DANGER.test(text.slice(end, end + 8)) && !CLAUSE_END.test(text.charAt(end)));
}

/** Before a word: it did not happen. */
const DENIED =
  /(?:没有?(?:人|发现|发生|存在|任何)?|并未|从未|未曾|不存在|不会|绝不|严禁|禁止|杜绝|不得|反对|打击)(?:出现|发生|任何|过|有)?$/u;

/** Whether a word stands for what happened: neither denied nor only feared. */
export const isTold = (text: string, spot: { start: number; end: number }): boolean =>
  !isOnlyFeared(text, spot) && !DENIED.test(text.slice(Math.max(0, spot.start - 12), spot.start));
