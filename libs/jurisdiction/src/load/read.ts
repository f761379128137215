import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { z } from 'zod';
import { profileFiles, type Profile } from '../schema/profile.js';
import { LineFinder, lineAt, spell, type FileKey, type Path, type Problem } from './problems.js';

/** A file of the profile: its text, and where in it a path stands. */
export interface ProfileFile {
  name: string;
  text: string;
  lineOf(path: Path): number;
}

/** Files a city may leave out, with what then stands for them: without examples the small model of fields stays silent. */
const OPTIONAL: ReadonlyMap<FileKey, string> = new Map([
  ['examples', ''],
  ['exceptions', '[]'],
  ['portfolios', '[]'],
  ['outlets', '[]'],
  ['templates', '[]'],
  ['calendar', '[]'],
]);
const chinese = z.locales.zhCN().localeError;

export const fileName = (key: FileKey): string => (key === 'examples' ? 'examples.jsonl' : `${key}.json`);

/** Reads one file and checks it against its schema. What is wrong goes to `problems`, and the value is undefined. */
export function readProfileFile<K extends FileKey>(
  dir: string,
  key: K,
  problems: Problem[],
): { file: ProfileFile; value: Profile[K] | undefined } {
  const name = fileName(key);
  const text = readText(join(dir, name), OPTIONAL.get(key));
  if (text === null) {
    problems.push({ file: name, line: 1, where: key, message: '无法读取文件' });
    return { file: { name, text: '', lineOf: () => 1 }, value: undefined };
  }
  const file = name.endsWith('.jsonl') ? linesFile(name, text) : jsonFile(name, text);
  const raw = file.parse(problems, key);
  if (raw === undefined) return { file, value: undefined };
  const checked = profileFiles[key].safeParse(raw, { error: chinese });
  if (checked.success) return { file, value: checked.data as Profile[K] };
  for (const issue of checked.error.issues) problems.push(...spellIssue(file, key, issue));
  return { file, value: undefined };
}

function readText(path: string, whenAbsent: string | undefined): string | null {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? (whenAbsent ?? null) : null;
  }
}

type Parsed = ProfileFile & { parse(problems: Problem[], key: string): unknown };

function jsonFile(name: string, text: string): Parsed {
  let finder: LineFinder | undefined;
  return {
    name,
    text,
    lineOf: (path) => (finder ??= new LineFinder(text)).of(path),
    parse(problems, key) {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        problems.push(syntaxProblem(name, text, key));
        return undefined;
      }
    },
  };
}

/** JSON.parse is ten times as fast but does not say where; the slower parser is asked once it has failed. */
function syntaxProblem(file: string, text: string, where: string): Problem {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  const first = errors[0];
  const reason = first ? `（${printParseErrorCode(first.error)}）` : '';
  return { file, line: lineAt(text, first?.offset ?? 0), where, message: `不是有效的 JSON${reason}` };
}

/** JSON lines: the index of an entry leads to its line, blank lines do not count as entries. */
function linesFile(name: string, text: string): Parsed {
  const lines = text
    .split('\n')
    .map((line, index) => ({ line: line.trim(), no: index + 1 }))
    .filter(({ line }) => line !== '');
  return {
    name,
    text,
    lineOf: (path) => lines[Number(path[0] ?? 0)]?.no ?? 1,
    parse(problems, key) {
      const values: unknown[] = [];
      for (const { line, no } of lines) {
        try {
          values.push(JSON.parse(line));
        } catch {
          problems.push({ file: name, line: no, where: key, message: '这一行不是有效的 JSON' });
        }
      }
      return values.length === lines.length ? values : undefined;
    },
  };
}

function spellIssue(file: ProfileFile, key: string, issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.filter((part): part is string | number => typeof part !== 'symbol');
  const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((name) => [...path, name]) : [path];
  return paths.map((at) => ({
    file: file.name,
    line: file.lineOf(at),
    where: spell(key, at),
    message: issue.code === 'unrecognized_keys' ? '不认识的项' : issue.message,
  }));
}
