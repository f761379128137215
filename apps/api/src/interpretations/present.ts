import { dayOf, type Directory } from '#jurisdiction';
import { FORM_WORDS } from '#respond';
import { explainBy, type Explained, type FoundDocument, type LibraryImport } from '#respond/service';
import type {
  DraftingUnit,
  InterpretationView,
  LibraryImportPreview,
  PolicyDocumentView,
  PolicyMatchView,
} from '../contract/index.js';
import { iso } from '../incidents/present.js';

/** What a document is shown with. */
export interface Shown {
  directory: Directory;
  now: Date;
  /** Display names of accounts by `account:<login>`. */
  names: ReadonlyMap<string, string>;
}

export function presentDocument(
  { document, interpretations }: Explained,
  { directory, now, names }: Shown,
): PolicyDocumentView {
  const today = dayOf(now);
  const unexplained = document.exempt === null && interpretations.length === 0;
  const due = unexplained ? explainBy(document.publishedOn, directory) : null;
  return {
    id: document.id,
    title: document.title,
    number: document.number,
    issuer: document.issuer,
    drafters: document.drafters.map((then) => drafter(then, directory, now)),
    publishedOn: document.publishedOn,
    effectiveOn: document.effectiveOn,
    abolishedOn: document.abolishedOn,
    abolished: document.abolishedOn !== null && document.abolishedOn <= today,
    url: document.url,
    keywords: document.keywords,
    fields: document.fields,
    exempt: document.exempt,
    interpretations: interpretations.map(presentInterpretation),
    explainBy: due,
    late: due !== null && due < today,
    changedBy: names.get(document.changedBy) ?? '系统',
    changedAt: iso(document.changedAt),
    removed: document.removedAt !== null,
    version: document.version,
  };
}

function drafter(then: string, directory: Directory, now: Date): DraftingUnit {
  return { then, now: directory.dutyHolder(then, now)?.unit.name ?? null };
}

const presentInterpretation = (row: Explained['interpretations'][number]): InterpretationView => ({
  id: row.id,
  title: row.title,
  form: row.form,
  formWord: FORM_WORDS[row.form],
  unit: row.unit,
  publishedOn: row.publishedOn,
  url: row.url,
  text: row.text,
  questions: row.questions.map(({ question, answer }) => ({ question, answer })),
});

export const presentMatch = ({ match, ...explained }: FoundDocument, shown: Shown): PolicyMatchView => ({
  document: presentDocument(explained, shown),
  score: match.score,
  words: match.words,
  question: match.question && { question: match.question.question, answer: match.question.answer },
});

const changeWords: Record<LibraryImport['documents'][number]['changes'][number], string> = {
  title: '标题',
  number: '文号',
  issuer: '发布机关',
  drafters: '起草单位',
  publishedOn: '公开日期',
  effectiveOn: '施行日期',
  abolishedOn: '废止日期',
  url: '网址',
  keywords: '关键词',
  fields: '领域',
  exempt: '无须解读的理由',
};

export function presentImport({ files, documents, problems, seen }: LibraryImport): LibraryImportPreview {
  const count = (kind: string) => documents.filter((one) => one.kind === kind).length;
  return {
    files: files.map(({ file, rows, problem }) => ({ file, rows, problem })),
    documents: documents.map(({ kind, given, changes, interpretations }) => ({
      title: given.title,
      number: given.number,
      kind,
      drafters: [...given.drafters],
      publishedOn: given.publishedOn,
      changes: changes.map((name) => changeWords[name]),
      interpretations: interpretations.map((one) => ({
        title: one.given.title,
        formWord: FORM_WORDS[one.given.form],
        kind: one.kind,
        questions: one.given.questions.length,
      })),
    })),
    problems: problems.map(({ file, row, problem }) => ({ file, row, problem })),
    counts: {
      added: count('added'),
      changed: count('changed'),
      same: count('same'),
      interpretations: documents.flatMap((one) => one.interpretations).filter(({ kind }) => kind !== 'same')
        .length,
    },
    seen,
  };
}
