import type {
  ResponseDetail,
  ResponseHint,
  ResponseKind,
  ResponseOccasion,
  ResponseState,
} from '../../../../api/src/contract/index.js';

export const responseStates: Record<ResponseState, string> = {
  drafting: '拟稿中',
  aligning: '会签中',
  in_approval: '待审签',
  approved: '已审签，待发布',
  published: '已发布',
  withdrawn: '已撤回',
};
export const responseKinds: Record<ResponseKind, string> = {
  first: '首次回应',
  progress: '进展通报',
  final: '最终通报',
  correction: '更正',
};
export const occasions: Record<ResponseOccasion, string> = {
  statement: '情况通报',
  refutation: '辟谣',
  interpretation: '政策解读',
  advice: '温馨提示',
  progress: '进展通报',
  apology: '致歉',
};
export const hintWords: Record<ResponseHint['kind'], string> = {
  question: '未答',
  number: '数字',
  empty_words: '空话',
  no_date: '无期限',
  link: '链接',
  channel: '渠道',
  long: '过长',
};

/** What handing it in leads to, said before it is done. */
export function submitEffect({ joint, units, signatures }: ResponseDetail): string {
  const signing = signatures > 1 ? '两人审签' : '一人审签';
  return joint
    ? `提交后送${units.join('、')}会签，口径一致后${signing}。审签完成以前可以取回修改。`
    : `提交后送${signing}，拟稿人不能自己审签。审签完成以前可以取回修改。`;
}

/** What is still to be done before it can be handed in; empty: nothing. */
export function missing(detail: ResponseDetail): string[] {
  const open = detail.checklist.filter(({ answer, current }) => answer === null || !current).length;
  const unseen = detail.files.filter(({ hint }) => hint !== null).length;
  return [
    ...(detail.title.trim() ? [] : ['填写标题']),
    ...(detail.text.trim() ? [] : ['填写正文']),
    ...(detail.blocks.length ? [`改正 ${detail.blocks.length} 处内容`] : []),
    ...(unseen ? [`人工核对 ${unseen} 个附件`] : []),
    ...(open ? [`核对 ${open} 项`] : []),
  ];
}

/** `320 KB`, `3.4 MB` */
export const sizeWords = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
