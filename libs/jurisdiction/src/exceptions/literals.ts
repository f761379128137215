import type { ASTNode } from '@marcbachmann/cel-js';
import { calledBy, childrenOf } from './language.js';
import type { Range } from './messages.js';
import { DECLARED } from './variables.js';

/** One value of one variable, as rows are found by it. */
export interface Key {
  variable: string;
  value: string;
}

/** A word the condition compares one of the variables with. */
export interface Literal extends Key {
  range: Range;
}

const COMMON = new Set(DECLARED.flatMap(({ name, common }) => (common ? [name as string] : [])));
/** A key of a variable nearly every matter has counts as so many of the others. */
const COMMON_COST = 1_000;

/** Names inside a list's walk stand for the list: in `topics.exists(t, t == "x")` t is topics; null: for no variable. */
type Bound = ReadonlyMap<string, string | null>;

/** Every word compared with a variable, for checking that it exists. */
export function literalsOf(ast: ASTNode, bound: Bound = new Map()): Literal[] {
  const own = comparison(ast, bound) ?? [];
  const [inner, children] = opened(ast, bound);
  return [...own, ...children.flatMap((child) => literalsOf(child, inner))];
}

/**
 * Keys of which at least one must hold for the condition to be true; null when none can be told. Rows are looked up by
 * these, so that thousands of rows about other topics and places cost nothing.
 */
export function neededKeys(ast: ASTNode, bound: Bound = new Map()): Key[] | null {
  if (ast.op === 'value') return ast.args === false ? [] : null;
  if (ast.op === '&&') return fewest(ast.args.map((side) => neededKeys(side, bound)));
  if (ast.op === '||') {
    const [left, right] = ast.args.map((side) => neededKeys(side, bound));
    return left && right ? [...left, ...right] : null;
  }
  if (ast.op === '==' || ast.op === 'in')
    return comparison(ast, bound)?.map(({ variable, value }) => ({ variable, value })) ?? null;
  const called = calledBy(ast);
  if (called !== 'exists' && called !== 'exists_one') return null;
  const [inner, children] = opened(ast, bound);
  const body = children.at(-1);
  return body ? neededKeys(body, inner) : null;
}

/** The most telling of the requirements that all must be met. */
export function fewest(needs: readonly (Key[] | null)[]): Key[] | null {
  const cost = (keys: Key[]): number =>
    keys.reduce((sum, { variable }) => sum + (COMMON.has(variable) ? COMMON_COST : 1), 0);
  const known = needs.filter((keys) => keys !== null);
  return known.toSorted((a, b) => cost(a) - cost(b))[0] ?? null;
}

/** `"x" in topics`, `eventLevel == "I"`, `eventLevel in ["I", "II"]` and their turned forms; null for anything else. */
function comparison(node: ASTNode, bound: Bound): Literal[] | null {
  if (node.op !== '==' && node.op !== '!=' && node.op !== 'in') return null;
  const [left, right] = node.args;
  const variable = variableOf(left, bound) ?? variableOf(right, bound);
  if (variable === null) return null;
  const words = [left, right].flatMap((side) => (side.op === 'list' ? side.args : [side]));
  const literals = words.flatMap(({ op, args, range }) =>
    op === 'value' && typeof args === 'string' ? [{ variable, value: args, range }] : [],
  );
  const sides = words.filter(({ op }) => op === 'value').length;
  return sides > 0 && sides === words.length - 1 && literals.length === sides ? literals : null;
}

/** The declared variable a node stands for; a filtered list still holds values of its list. */
function variableOf(node: ASTNode, bound: Bound): string | null {
  if (node.op === 'id') return bound.get(node.args) ?? (bound.has(node.args) ? null : node.args);
  return calledBy(node) === 'filter' && node.op === 'rcall' ? variableOf(node.args[1], bound) : null;
}

/** The children, and what names stand for in them. */
function opened(node: ASTNode, bound: Bound): [Bound, ASTNode[]] {
  if (node.op !== 'rcall' || node.args[2].length !== 2) return [bound, childrenOf(node)];
  const [, receiver, [name, body]] = node.args;
  const list = variableOf(receiver, bound);
  if (name?.op !== 'id' || !body) return [bound, childrenOf(node)];
  const inner = new Map(bound);
  inner.set(name.args, list);
  return [inner, [receiver, body]];
}
