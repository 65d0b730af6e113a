import { type Exact, divide, exactFromText, exact, multiply } from '../exact.ts';
import { ExpressionProblem, type Token, tokenise } from './tokenise.ts';

export type Operator = '+' | '-' | '*' | '/' | '<' | '<=' | '>' | '>=' | '=' | '!=' | 'and' | 'or';

/** The parsed form of an expression of the plan language. */
export type Expression =
  | { readonly kind: 'number'; readonly value: Exact }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[]; readonly at: number }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly left: Expression; readonly right: Expression };

const deepest = 40;
const comparisons = ['<', '<=', '>', '>=', '=', '==', '!='];
const hundred = exact(100n);

/**
 * Parses an expression: numbers (5 %, 0.05, 1/3), names (amount, payee.quota), + − × ÷ as + - * /, brackets, comparisons,
 * `and`, `or`, text in single quotes, and functions. Nothing else can be written, so nothing else can be reached.
 * Throws ExpressionProblem with the place.
 */
export function parseExpression(source: string): Expression {
  const tokens = tokenise(source);
  let place = 0;
  let depth = 0;
  const peek = (): Token => tokens[place];
  const isSign = (...signs: readonly string[]): boolean => peek().kind === 'sign' && signs.includes(peek().text);
  const isWord = (word: string): boolean => peek().kind === 'name' && peek().text.toLowerCase() === word;
  const fail = (expected: string): never => {
    throw new ExpressionProblem(peek().at, peek().text === '' ? 'the end' : peek().text, expected);
  };
  const binary = (next: () => Expression, signs: readonly string[]) => (): Expression => {
    let left = next();
    while (isSign(...signs)) {
      const operator = tokens[place++].text as Operator;
      left = { kind: 'operation', operator, left, right: next() };
    }
    return left;
  };
  const words = (next: () => Expression, word: 'and' | 'or') => (): Expression => {
    let left = next();
    while (isWord(word)) {
      place += 1;
      left = { kind: 'operation', operator: word, left, right: next() };
    }
    return left;
  };

  function primary(): Expression {
    const token = peek();
    if (token.kind === 'number') {
      place += 1;
      const value = exactFromText(token.text) ?? fail('a number');
      if (!isSign('%')) return { kind: 'number', value };
      place += 1;
      return { kind: 'number', value: divide(value, hundred) };
    }
    if (token.kind === 'text') {
      place += 1;
      return { kind: 'text', value: token.text };
    }
    if (isSign('-')) {
      place += 1;
      const value = primary();
      return value.kind === 'number'
        ? { kind: 'number', value: multiply(value.value, exact(-1n)) }
        : { kind: 'operation', operator: '*', left: { kind: 'number', value: exact(-1n) }, right: value };
    }
    if (isSign('(')) {
      place += 1;
      const inside = expression();
      if (!isSign(')')) fail('")"');
      place += 1;
      return inside;
    }
    if (token.kind !== 'name') return fail('a number, a name or "("');
    place += 1;
    if (!isSign('(')) return { kind: 'name', name: token.text, at: token.at };
    place += 1;
    const given: Expression[] = [];
    while (!isSign(')')) {
      given.push(expression());
      if (isSign(',')) place += 1;
      else if (!isSign(')')) fail('"," or ")"');
    }
    place += 1;
    return { kind: 'call', name: token.text.toLowerCase(), arguments: given, at: token.at };
  }

  const product = binary(primary, ['*', '/']);
  const addition = binary(product, ['+', '-']);
  const comparison = (): Expression => {
    const left = addition();
    if (!isSign(...comparisons)) return left;
    const sign = tokens[place++].text;
    return { kind: 'operation', operator: (sign === '==' ? '=' : sign) as Operator, left, right: addition() };
  };
  const disjunction = words(words(comparison, 'and'), 'or');

  function expression(): Expression {
    depth += 1;
    if (depth > deepest) fail(`brackets at most ${deepest} deep`);
    const result = disjunction();
    depth -= 1;
    return result;
  }

  const result = expression();
  if (peek().kind !== 'end') fail('an operator or the end');
  return foldFractions(result);
}

/** 1/3 is a number, not a computation. */
function foldFractions(expression: Expression): Expression {
  if (
    expression.kind === 'operation' &&
    expression.operator === '/' &&
    expression.left.kind === 'number' &&
    expression.right.kind === 'number' &&
    expression.right.value.n !== 0n
  ) {
    return { kind: 'number', value: divide(expression.left.value, expression.right.value) };
  }
  return expression;
}
