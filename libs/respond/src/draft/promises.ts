import type { WorkingTime } from '#clock';
import { dueIn } from './due-words.js';
import { sentencesOf } from './sentences.js';

/** Something a text says will be done. */
export interface FoundPromise {
  /** The sentence, as it stands. */
  sentence: string;
  /** Where it stands in the text. */
  start: number;
  end: number;
  /** By when, and the words that say so; null: no time is named. */
  due: { words: string; at: Date } | null;
}

const AHEAD =
  /(?<![已曾刚就])将(?![来军士领帅要近]|[^，。]{0,12}(?:移送|停职)[^，。]{0,6}(?:了|完毕))|下一步|接下来|后续|随后|届时|尽快|计划|预计|力争|争取|确保(?![^，。]{0,4}了)|承诺|拟于|待[^，。]{1,12}后|(?:[日天底旬周末]|小时|工作日|个月)(?:之前|以前|前|之内|以内|内)/u;
const DEED =
  /完成|恢复|公布|公开|通报|发布|整改|答复|反馈|回复|解决|修复|办结|更换|改造|启动|开展|组织|追责|追究|查处|处理|处置|赔付|赔偿|退还|退费|发放|开通|验收|检查|排查|检测|维修|抢修|供水|供热|供电|通车|召开|回应|告知|说明|调整|安装|清理|清运/u;
/** Said of what is over, or of others' duties. */
const DONE =
  /(?:已经?|业已|均已)[^，。；]{0,10}(?:完成|恢复|公布|整改|解决|修复|办结|处理)(?:完毕|到位|了)?$/u;

/**
 * Promises of a text: sentences that say something will be done (notice 6(2); the ledger of promises of domain 1.6). What is
 * promised becomes a dated commitment once it is published; one without a date is pointed at while it is written.
 * @param now as for `dueIn`
 */
export function promisesIn(text: string, now: Date, working: WorkingTime | null = null): FoundPromise[] {
  return sentencesOf(text)
    .filter((one) => isPromise(one.text))
    .map(({ text: sentence, start, end }) => ({ sentence, start, end, due: dueIn(sentence, now, working) }));
}

function isPromise(sentence: string): boolean {
  const said = sentence.replace(/[。！？!?；;]$/u, '');
  return AHEAD.test(said) && DEED.test(said) && !(DONE.test(said) && !/将|下一步|后续/u.test(said));
}
