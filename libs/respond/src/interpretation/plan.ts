import { matchUnit } from '#jurisdiction/service';
import type { Directory } from '#jurisdiction';
import { documentNumber, type QuestionAnswer } from './forms.js';
import type { GivenDocument, GivenInterpretation } from './library.js';
import type { Explained } from './list.js';
import { formOf, listOf, type Column, type SheetRow } from './sheet.js';

export interface RowProblem {
  file: string;
  row: number;
  problem: string;
}

/** What an import does with one document. */
export interface DocumentPlan {
  kind: 'added' | 'changed' | 'same';
  /** The stored one it is. */
  id: string | null;
  version: number;
  given: GivenDocument;
  /** Names of what changes. */
  changes: (keyof GivenDocument)[];
  interpretations: { kind: 'added' | 'changed' | 'same'; id: string | null; given: GivenInterpretation }[];
}

export interface LibraryPlan {
  documents: DocumentPlan[];
  problems: RowProblem[];
}

/**
 * What the rows of a workbook would change. Rows of the same document stand together, each with one interpretation or one
 * question of it; an empty cell leaves what is stored. A row with a problem is left out whole and told of.
 */
export function planImport(
  rows: readonly SheetRow[],
  stored: readonly Explained[],
  { directory, at }: { directory: Directory; at: Date },
): LibraryPlan {
  const problems: RowProblem[] = [];
  const plans = new Map<string, DocumentPlan>();
  for (const row of rows) {
    const tell = (problem: string) => void problems.push({ file: row.file, row: row.row, problem });
    const units = unitsOf(row, directory, at);
    const found = [...row.problems, ...units.problems, ...lacking(row, stored, plans, directory)];
    if (found.length > 0) {
      found.forEach(tell);
      continue;
    }
    const plan = planOf(row, units.drafters, stored, plans);
    if (crossed(plan.given)) {
      tell('废止日期早于公开日期或施行日期');
      continue;
    }
    explain(plan, row, units.unit, stored);
    plans.set(keyOf(row.cells), plan);
  }
  return { documents: [...plans.values()], problems };
}

const keyOf = (cells: SheetRow['cells']): string => {
  const number = documentNumber(cells.number ?? '');
  return number || `${cells.title ?? ''}|${cells.issuer ?? ''}`;
};

const storedOf = (cells: SheetRow['cells'], stored: readonly Explained[]): Explained | undefined => {
  const number = documentNumber(cells.number ?? '');
  return stored.find(({ document }) =>
    number
      ? document.number === number
      : document.title === cells.title && (cells.issuer === undefined || document.issuer === cells.issuer),
  );
};

/** What a new document needs, and what belongs together. */
function lacking(
  row: SheetRow,
  stored: readonly Explained[],
  plans: ReadonlyMap<string, DocumentPlan>,
  directory: Directory,
): string[] {
  const { cells } = row;
  const found: string[] = [];
  const need = (column: Column, word: string) => {
    if (cells[column] === undefined) found.push(`没有填写“${word}”`);
  };
  need('title', '文件标题');
  if (cells.title !== undefined && !storedOf(cells, stored) && !plans.has(keyOf(cells))) {
    need('issuer', '发布机关');
    need('drafters', '起草单位');
    need('publishedOn', '公开日期');
  }
  const stray = listOf(cells.fields).find((field) => directory.field(field) === undefined);
  if (stray !== undefined) found.push(`“${stray}”不是 26 个试点领域之一`);
  const explains = [cells.text, cells.question, cells.explainUrl].some((cell) => cell !== undefined);
  if (explains) need('explainTitle', '解读标题');
  else if (cells.explainTitle !== undefined && !explainedBefore(row, stored, plans))
    found.push('“解读内容”“问题”“解读网址”至少填写一项');
  if (cells.answer !== undefined) need('question', '问题');
  if (cells.question !== undefined) need('answer', '答复');
  return found;
}

/** An interpretation of that title stands in the library or in a row above. */
function explainedBefore(
  { cells }: SheetRow,
  stored: readonly Explained[],
  plans: ReadonlyMap<string, DocumentPlan>,
): boolean {
  const titles = [
    ...(storedOf(cells, stored)?.interpretations ?? []).map(({ title }) => title),
    ...(plans.get(keyOf(cells))?.interpretations ?? []).map(({ given }) => given.title),
  ];
  return titles.includes(cells.explainTitle ?? '');
}

/** Units by the names of the directory; one that is gone keeps its name. */
function unitsOf(
  { cells }: SheetRow,
  directory: Directory,
  at: Date,
): { drafters: string[]; unit: string | null; problems: string[] } {
  const problems: string[] = [];
  const named = (written: string): string => {
    const known = directory.unit(written)?.name;
    if (known) return known;
    const match = matchUnit(written, directory, at);
    if (match.kind === 'found') return match.unit;
    problems.push(
      `名录中没有单位“${written}”${match.nearest.length > 0 ? `，相近的有${match.nearest.join('、')}` : ''}`,
    );
    return written;
  };
  const drafters = listOf(cells.drafters).map(named);
  return { drafters, unit: cells.unit === undefined ? null : named(cells.unit), problems };
}

function planOf(
  row: SheetRow,
  drafters: string[],
  stored: readonly Explained[],
  plans: Map<string, DocumentPlan>,
): DocumentPlan {
  const { cells } = row;
  const key = keyOf(cells);
  const known = storedOf(cells, stored)?.document;
  const before = plans.get(key)?.given ?? known;
  const given: GivenDocument = {
    title: cells.title ?? before?.title ?? '',
    number: (documentNumber(cells.number ?? '') || before?.number) ?? null,
    issuer: cells.issuer ?? before?.issuer ?? '',
    drafters: drafters.length > 0 ? drafters : (before?.drafters ?? []),
    publishedOn: cells.publishedOn ?? before?.publishedOn ?? '',
    effectiveOn: cells.effectiveOn ?? before?.effectiveOn ?? null,
    abolishedOn: cells.abolishedOn ?? before?.abolishedOn ?? null,
    url: cells.url ?? before?.url ?? null,
    keywords: cells.keywords === undefined ? (before?.keywords ?? []) : listOf(cells.keywords),
    fields: cells.fields === undefined ? (before?.fields ?? []) : listOf(cells.fields),
    exempt: cells.exempt ?? before?.exempt ?? null,
  };
  const changes = known ? changed(given, known) : [];
  const plan: DocumentPlan = {
    kind: known ? (changes.length > 0 ? 'changed' : 'same') : 'added',
    id: known?.id ?? null,
    version: known?.version ?? 0,
    given,
    changes,
    interpretations: plans.get(key)?.interpretations ?? [],
  };
  return plan;
}

/** Names of what differs; lists by what they hold. */
function changed<T extends object>(given: T, known: { [K in keyof T]: unknown }): (keyof T)[] {
  return (Object.keys(given) as (keyof T)[]).filter(
    (name) => JSON.stringify(given[name]) !== JSON.stringify(known[name]),
  );
}

/** Adds the row's interpretation, or its question to the interpretation of that title. */
function explain(
  plan: DocumentPlan,
  { cells }: SheetRow,
  unit: string | null,
  stored: readonly Explained[],
): void {
  const title = cells.explainTitle;
  if (title === undefined) return;
  const listed = plan.interpretations.find((one) => one.given.title === title);
  const known = stored
    .find(({ document }) => document.id === plan.id)
    ?.interpretations.map(asGiven)
    .find((one) => one.title === title);
  const before = listed?.given ?? known;
  const given: GivenInterpretation = {
    title,
    form: formOf(cells.form ?? '') ?? before?.form ?? (cells.question ? 'questions' : 'text'),
    unit: unit ?? before?.unit ?? plan.given.drafters[0] ?? '',
    publishedOn: cells.explainedOn ?? before?.publishedOn ?? plan.given.publishedOn,
    url: cells.explainUrl ?? before?.url ?? null,
    text: cells.text ?? before?.text ?? '',
    questions: withQuestion(before?.questions ?? [], cells),
  };
  const kind = known ? (changed(given, known).length > 0 ? 'changed' : 'same') : 'added';
  if (listed) Object.assign(listed, { kind, given });
  else plan.interpretations.push({ kind, id: known?.id ?? null, given });
}

/** As somebody would write it down: the database keeps the parts of a question in its own order. */
const asGiven = (row: Explained['interpretations'][number]): GivenInterpretation & { id: string } => ({
  id: row.id,
  title: row.title,
  form: row.form,
  unit: row.unit,
  publishedOn: row.publishedOn,
  url: row.url,
  text: row.text,
  questions: row.questions.map(({ question, answer }) => ({ question, answer })),
});

/** A question that is told again stays in its place, a new one comes last. */
function withQuestion(
  questions: readonly QuestionAnswer[],
  { question, answer = '' }: SheetRow['cells'],
): readonly QuestionAnswer[] {
  if (question === undefined) return questions;
  if (!questions.some((one) => one.question === question)) return [...questions, { question, answer }];
  return questions.map((one) => (one.question === question ? { question, answer } : one));
}

const crossed = ({ publishedOn, effectiveOn, abolishedOn }: GivenDocument): boolean =>
  abolishedOn !== null && (abolishedOn < publishedOn || (effectiveOn !== null && abolishedOn < effectiveOn));
