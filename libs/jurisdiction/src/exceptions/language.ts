import type { ASTNode } from '@marcbachmann/cel-js';
import { ConditionError } from './messages.js';

/** Longest condition, in characters. */
export const MAX_LENGTH = 1_000;
/** Structural limits of the parser: what is longer is split into rows. */
export const LIMITS = {
  maxAstNodes: 150,
  maxDepth: 16,
  maxListElements: 60,
  maxMapEntries: 1,
  maxCallArguments: 4,
};
const MAX_MACROS = 4;

const OPERATORS: ReadonlySet<string> = new Set(
  'value id list call rcall ?: || && !_ -_ == != < <= > >= in + -'.split(' '),
);
/** Walk a list with a variable of their own; may not stand in one another, so that time grows with one list only. */
const MACROS: ReadonlySet<string> = new Set(['exists', 'exists_one', 'all', 'filter']);
const METHODS: ReadonlySet<string> = new Set(['size', 'startsWith', 'endsWith', 'contains', ...MACROS]);

/**
 * Keeps to a part of CEL in which every expression ends at once: comparisons, sums, lists, one level of walking a list.
 * No regular expressions (they can run for minutes), no conversions, maps, fields or divisions (they fail at run time).
 * @throws ConditionError naming what is not allowed and where
 */
export function checkLanguage(ast: ASTNode): void {
  let macros = 0;
  const walk = (node: ASTNode, inMacro: boolean): void => {
    if (!OPERATORS.has(node.op)) throw new ConditionError(`条件里不能用 ${symbolOf(node)}。`, node.range);
    if (node.op === 'value' && !['string', 'bigint', 'number', 'boolean'].includes(typeof node.args))
      throw new ConditionError('只能写文字、数、true 和 false。', node.range);
    const called = calledBy(node);
    if (called !== null && !METHODS.has(called))
      throw new ConditionError(`条件里不能用 ${called}。`, node.range);
    const macro = called !== null && MACROS.has(called);
    if (macro && inMacro) throw new ConditionError('列表条件里不能再嵌套列表条件。', node.range);
    if (macro && ++macros > MAX_MACROS)
      throw new ConditionError('列表条件太多，请拆成几行例外。', node.range);
    // The list that is walked stands before the walk: one filter may feed another.
    for (const [i, child] of childrenOf(node).entries()) walk(child, inMacro || (macro && i > 0));
  };
  walk(ast, false);
}

function symbolOf(node: ASTNode): string {
  const names: Record<string, string> = { '.': '“.”取值', '[]': '“[ ]”取值', map: '“{ }”' };
  return names[node.op] ?? `“${node.op}”`;
}

/** Name of the function or method a node calls. */
export const calledBy = (node: ASTNode): string | null =>
  node.op === 'call' || node.op === 'rcall' ? node.args[0] : null;

export function childrenOf(node: ASTNode): ASTNode[] {
  if (node.op === 'call') return node.args[1];
  if (node.op === 'rcall') return [node.args[1], ...node.args[2]];
  if (node.op === 'value' || node.op === 'id') return [];
  const args: unknown = node.args;
  return (Array.isArray(args) ? args : [args]).filter(isNode);
}

const isNode = (value: unknown): value is ASTNode =>
  typeof value === 'object' && value !== null && 'op' in value;
