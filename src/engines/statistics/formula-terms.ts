import { type Expression, type Term, expressionText, termKey } from './formula.ts';

export interface ModelTerms {
  intercept: boolean;
  readonly terms: Map<string, Term>;
  readonly offsets: Expression[];
  everythingElse: boolean;
}

/** Adds (sign 1) or takes away (sign −1) the terms of the right side. */
export function collect(expression: Expression, model: ModelTerms, sign: 1 | -1): void {
  if (expression.kind === 'operation' && (expression.operator === '+' || expression.operator === '-')) {
    collect(expression.left, model, sign);
    collect(expression.right, model, expression.operator === '+' ? sign : sign === 1 ? -1 : 1);
    return;
  }
  if (expression.kind === 'number') {
    if (expression.value !== 0 && expression.value !== 1) {
      throw new SyntaxError(`${expression.value} is no term (0 or 1 is expected)`);
    }
    model.intercept = (expression.value === 1) === (sign === 1);
    return;
  }
  if (expression.kind === 'column' && expression.name === '.') {
    model.everythingElse = sign === 1;
    return;
  }
  if (expression.kind === 'call' && expression.name === 'offset') {
    if (sign === 1) model.offsets.push(expression.argument);
    return;
  }
  for (const term of expand(expression)) {
    const key = termKey(term);
    if (sign === -1) model.terms.delete(key);
    else if (!model.terms.has(key)) model.terms.set(key, term);
  }
}

/** a*b = a + b + a:b; (a + b)^2 = a + b + a:b; a:b crosses every term of a with every term of b. */
function expand(expression: Expression): Term[] {
  if (expression.kind === 'operation') {
    const { operator, left, right } = expression;
    if (operator === '+') return unique([...expand(left), ...expand(right)]);
    if (operator === ':') return cross(expand(left), expand(right));
    if (operator === '*') {
      const [a, b] = [expand(left), expand(right)];
      return unique([...a, ...b, ...cross(a, b)]);
    }
    if (operator === '^') {
      if (right.kind !== 'number' || !Number.isInteger(right.value) || right.value < 1 || right.value > 6) {
        throw new SyntaxError('^ among terms takes a whole number from 1 to 6; write I(x^2) for a power');
      }
      const base = expand(left);
      let terms = base;
      for (let i = 1; i < right.value; i++) terms = unique([...terms, ...cross(base, terms)]);
      return terms;
    }
    throw new SyntaxError(`"${operator}" among terms: write I(${expressionText(expression)}) for arithmetic`);
  }
  if (expression.kind === 'number') throw new SyntaxError(`${expression.value} is no term`);
  return [{ factors: [expression] }];
}

function cross(a: readonly Term[], b: readonly Term[]): Term[] {
  return unique(
    a.flatMap((left) =>
      b.map((right) => {
        const factors = [...left.factors];
        for (const factor of right.factors) {
          if (!factors.some((known) => expressionText(known) === expressionText(factor))) factors.push(factor);
        }
        return { factors };
      }),
    ),
  );
}

function unique(terms: readonly Term[]): Term[] {
  return [...new Map(terms.map((term) => [termKey(term), term])).values()];
}

/** Terms by how many factors they have; in each term the factors in the order in which the formula first names them. */
export function inOrder(terms: readonly Term[]): Term[] {
  const places = new Map<string, number>();
  for (const { factors } of terms) {
    for (const factor of factors) {
      const text = expressionText(factor);
      if (!places.has(text)) places.set(text, places.size);
    }
  }
  const place = (factor: Expression): number => places.get(expressionText(factor))!;
  return terms
    .map(({ factors }) => ({ factors: [...factors].sort((a, b) => place(a) - place(b)) }))
    .sort((a, b) => a.factors.length - b.factors.length);
}
