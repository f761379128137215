import type {
  DraftingUnit,
  InterpretationFormCode,
  PolicyDocumentView,
  PolicyMatchView,
} from '../../../../api/src/contract/index.js';

export const formWords: Record<InterpretationFormCode, string> = {
  text: '文字解读',
  expert: '专家解读',
  questions: '政策问答',
  graphic: '图解',
  media: '音频视频',
  interview: '在线访谈',
  press: '媒体专访、答记者问',
  conference: '新闻发布会',
};

/** `2026年11月2日` of `2026-11-02`. */
export function dayWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** `市扶贫开发服务中心（现为市乡村振兴局）`: then and now. */
export function drafterWords({ then, now }: DraftingUnit): string {
  if (now === null) return `${then}（已撤销，承继单位未登记）`;
  return now === then ? then : `${then}（现为${now}）`;
}

/** What stands about its time: in force from, abolished. */
export function timeWords(document: PolicyDocumentView): string {
  const { publishedOn, effectiveOn, abolishedOn, abolished } = document;
  const parts = [`${dayWords(publishedOn)}公开`];
  if (effectiveOn && effectiveOn !== publishedOn) parts.push(`${dayWords(effectiveOn)}施行`);
  if (abolishedOn) parts.push(`${dayWords(abolishedOn)}${abolished ? '已废止' : '起废止'}`);
  return parts.join('，');
}

/** A passage for a draft: the document by name and number, and the nearest answer or the address where it is explained. */
export function citation({ document, question }: PolicyMatchView): string {
  const name = /《.+》/.test(document.title) ? document.title : `《${document.title}》`;
  const source = document.number ? `${name}（${document.number}）` : name;
  if (question) return `${source}已有解读：${question.question.replace(/[？?]?$/, '？')}${question.answer}`;
  const [first] = document.interpretations;
  if (!first) return `相关规定见${source}。`;
  const where = first.url ? `（${first.url}）` : '';
  return `${source}的解读见《${first.title}》${where}。${first.text.split('\n')[0] ?? ''}`;
}
