import { Environment, type ASTNode } from '@marcbachmann/cel-js';
import { checkLanguage, LIMITS, MAX_LENGTH } from './language.js';
import { literalsOf, neededKeys, type Key, type Literal } from './literals.js';
import { ConditionError, explain, type Range } from './messages.js';
import { DECLARED, type MatterView } from './variables.js';

/** A condition that can be tried on matters. */
export interface Condition {
  ok: true;
  /** @throws Error when it fails on this matter (a number out of range) */
  holds(matter: MatterView): boolean;
  /** Words it compares variables with. */
  literals: readonly Literal[];
  /** See `neededKeys`. */
  needs: Key[] | null;
}

export interface ConditionFailure {
  ok: false;
  /** Chinese; what is wrong and what to write instead. */
  message: string;
  /** Where in the condition, offsets from 0. */
  position?: Range;
}

const environment = DECLARED.reduce(
  (env, { name, type }) => env.registerVariable(name, type),
  new Environment({ unlistedVariablesAreDyn: false, limits: LIMITS }),
);

const NUMBERS = DECLARED.filter(({ type }) => type === 'int').map(({ name }) => name);

/**
 * Compiles the condition of an exception: a part of CEL (see `checkLanguage`), with types checked, that gives true or false
 * over the variables of `exceptionVariables`.
 */
export function compileCondition(when: string): Condition | ConditionFailure {
  try {
    if (when.trim() === '') throw new ConditionError('请写明条件；没有其他条件时写 true。');
    if (when.length > MAX_LENGTH)
      throw new ConditionError(`条件不能超过 ${MAX_LENGTH} 个字符，请拆成几行例外。`);
    const parsed = environment.parse(when);
    const ast: ASTNode = parsed.ast;
    checkLanguage(ast);
    const checked = parsed.check();
    if (!checked.valid) throw explain(checked.error, when);
    if (checked.type !== 'bool') throw new ConditionError('条件应得出是或否，例如 "集中供热" in topics。');
    return {
      ok: true,
      holds: (matter) => parsed(contextOf(matter)) === true,
      literals: literalsOf(ast),
      needs: neededKeys(ast),
    };
  } catch (error) {
    const { message, range } = explain(error, when);
    return { ok: false, message, ...(range ? { position: { start: range.start, end: range.end } } : {}) };
  }
}

const contexts = new WeakMap<MatterView, Record<string, unknown>>();

/** As the library reads it, which counts in BigInt; made once for all rows that are tried on the matter. */
function contextOf(matter: MatterView): Record<string, unknown> {
  const known = contexts.get(matter);
  if (known) return known;
  const context: Record<string, unknown> = { ...matter };
  for (const name of NUMBERS) context[name] = BigInt(matter[name] as number);
  contexts.set(matter, context);
  return context;
}
