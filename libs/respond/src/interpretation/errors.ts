/** Reasons for which a change of the library is refused; stable as codes of the API, with the words to be shown. */
export const LIBRARY_REFUSALS = {
  not_found: '没有这份文件或解读。',
  document_known: '已有相同文号的文件，请在原有文件上修改。',
  title_known: '已有同一发布机关的同名文件，请在原有文件上修改。',
  unknown_drafter: '名录中没有这个起草单位，请核对名称。',
  unknown_field: '不是 26 个试点领域之一。',
  days_crossed: '废止日期不能早于公开日期和施行日期。',
  nothing_explained: '请填写解读内容、问答或网址中的至少一项。',
  document_removed: '文件已移出解读库，请先恢复。',
} as const;
export type LibraryRefusal = keyof typeof LIBRARY_REFUSALS;

export class LibraryRefused extends Error {
  constructor(
    readonly code: LibraryRefusal,
    detail = '',
  ) {
    super(`${LIBRARY_REFUSALS[code]}${detail}`);
  }
}
