import { type CivilDate, parseCivilDate } from '#kernel/civil-date.ts';
import { type Exact, add, compare, divide, exact, greatest, least, multiply, one, subtract, zero } from '../exact.ts';
import type { Expression, Operator } from './parse.ts';
import { ExpressionProblem } from './tokenise.ts';

/** A value that the arithmetic needs is blank, no number, or a divisor is zero: this credit or payee cannot be paid yet. */
export class CannotCompute extends Error {}

/** What is blank may stand elsewhere: a quota in the quotas file. */
export class BlankValue extends CannotCompute {}

export type Compute<Scope> = (scope: Scope) => Exact;
type ReadText<Scope> = (scope: Scope) => string | undefined;

/** What the names and extra functions of an expression mean where it stands. Undefined: not known here. */
export interface Names<Scope> {
  number(name: string): Compute<Scope> | undefined;
  text(name: string): ReadText<Scope> | undefined;
  /** Functions over measures, such as total(revenue); `argument` is the bare name between the brackets. */
  measureCall(name: string, argument: string | undefined, span: string | undefined): Compute<Scope> | undefined;
  /** What may stand here, for messages: 'amount, quantity, …'. */
  readonly known: string;
}

/** Turns a parsed expression into a function of its scope. Throws ExpressionProblem when a name or function is unknown. */
export function compileExpression<Scope>(expression: Expression, names: Names<Scope>): Compute<Scope> {
  switch (expression.kind) {
    case 'number': {
      const { value } = expression;
      return () => value;
    }
    case 'text':
      throw new ExpressionProblem(0, `'${expression.value}'`, 'a number (text can only be compared with = or !=)');
    case 'name': {
      const read = names.number(expression.name);
      if (read === undefined) throw new ExpressionProblem(expression.at, expression.name, `one of ${names.known}`);
      return read;
    }
    case 'call':
      return compileCall(expression.name, expression.arguments, expression.at, names);
    case 'operation':
      return compileOperation(expression.operator, expression.left, expression.right, names);
  }
}

function compileOperation<Scope>(
  operator: Operator,
  leftSide: Expression,
  rightSide: Expression,
  names: Names<Scope>,
): Compute<Scope> {
  if ((operator === '=' || operator === '!=') && (leftSide.kind === 'text' || rightSide.kind === 'text')) {
    const [left, right] = [compileText(leftSide, names), compileText(rightSide, names)];
    return (scope) => truth((left(scope) === right(scope)) === (operator === '='));
  }
  const [left, right] = [compileExpression(leftSide, names), compileExpression(rightSide, names)];
  switch (operator) {
    case '+':
      return (scope) => add(left(scope), right(scope));
    case '-':
      return (scope) => subtract(left(scope), right(scope));
    case '*':
      return (scope) => multiply(left(scope), right(scope));
    case '/':
      return (scope) => {
        const divisor = right(scope);
        if (divisor.n === 0n) throw new CannotCompute(`${describe(rightSide)} is zero and is divided by`);
        return divide(left(scope), divisor);
      };
    case 'and':
      return (scope) => truth(left(scope).n !== 0n && right(scope).n !== 0n);
    case 'or':
      return (scope) => truth(left(scope).n !== 0n || right(scope).n !== 0n);
    default: {
      const holds = comparison(operator);
      return (scope) => truth(holds(compare(left(scope), right(scope))));
    }
  }
}

function comparison(operator: '<' | '<=' | '>' | '>=' | '=' | '!='): (order: number) => boolean {
  switch (operator) {
    case '<':
      return (order) => order < 0;
    case '<=':
      return (order) => order <= 0;
    case '>':
      return (order) => order > 0;
    case '>=':
      return (order) => order >= 0;
    case '=':
      return (order) => order === 0;
    case '!=':
      return (order) => order !== 0;
  }
}

function compileCall<Scope>(
  name: string,
  given: readonly Expression[],
  at: number,
  names: Names<Scope>,
): Compute<Scope> {
  const need = (count: number): void => {
    if (given.length !== count)
      throw new ExpressionProblem(at, `${given.length} values`, `${count} values for ${name}()`);
  };
  switch (name) {
    case 'min':
    case 'max': {
      if (given.length === 0) need(2);
      const parts = given.map((part) => compileExpression(part, names));
      const choose = name === 'min' ? least : greatest;
      return (scope) => parts.map((part) => part(scope)).reduce((left, right) => choose(left, right));
    }
    case 'if': {
      need(3);
      const [test, then, otherwise] = given.map((part) => compileExpression(part, names));
      return (scope) => (test(scope).n !== 0n ? then(scope) : otherwise(scope));
    }
    case 'floor': {
      need(1);
      const inside = compileExpression(given[0], names);
      return (scope) => {
        const { n, d } = inside(scope);
        return exact(n >= 0n ? n / d : -((-n + d - 1n) / d));
      };
    }
    case 'months': {
      need(2);
      const [from, until] = given.map((part) => compileText(part, names));
      return (scope) => exact(wholeMonths(readDate(from(scope), given[0]), readDate(until(scope), given[1])));
    }
    default: {
      const [argument, span] = given;
      const words = given.map(wordOf);
      const found =
        given.length <= 2 && words.every((word) => word !== undefined)
          ? names.measureCall(
              name,
              argument === undefined ? undefined : words[0],
              span === undefined ? undefined : words[1],
            )
          : undefined;
      if (found !== undefined) return found;
      throw new ExpressionProblem(
        at,
        `${name}(${argument?.kind === 'name' ? argument.name : ''})`,
        `min(), max(), if(), floor(), months(), or total(), attainment(), quota() of one of ${names.known}`,
      );
    }
  }
}

function compileText<Scope>(expression: Expression, names: Names<Scope>): ReadText<Scope> {
  if (expression.kind === 'text') return () => expression.value;
  const read = expression.kind === 'name' ? names.text(expression.name) : undefined;
  if (read === undefined) {
    throw new ExpressionProblem(0, describe(expression), 'a column name or text in single quotes');
  }
  return read;
}

/** Whole months from one day to another: 31 Jan → 28 Feb is 0, 15 Jan → 15 Jul is 6. */
export function wholeMonths(from: CivilDate, until: CivilDate): number {
  const months =
    (Number(until.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(until.slice(5, 7)) - Number(from.slice(5, 7));
  return until.slice(8) < from.slice(8) ? months - 1 : months;
}

function readDate(text: string | undefined, source: Expression): CivilDate {
  const date = text === undefined ? undefined : parseCivilDate(text.slice(0, 10));
  if (date === undefined)
    throw new CannotCompute(`${describe(source)} is ${text ?? 'blank'}, not a day such as 2026-11-23`);
  return date;
}

function wordOf(expression: Expression): string | undefined {
  return expression.kind === 'name' ? expression.name : expression.kind === 'text' ? expression.value : undefined;
}

function describe(expression: Expression): string {
  return expression.kind === 'name' || expression.kind === 'call' ? expression.name : 'the value';
}

function truth(holds: boolean): Exact {
  return holds ? one : zero;
}
