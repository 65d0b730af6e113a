/** A value computed row by row: a column, a number, an operation or a function of such. */
export type Expression =
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly argument: Expression; readonly degree?: number };

export type Operator = '+' | '-' | '*' | '/' | '^' | ':';

/** One term of the model: the product of its factors. No factors: the intercept. */
export interface Term {
  readonly factors: readonly Expression[];
}

export interface Formula {
  readonly response: Expression;
  readonly intercept: boolean;
  /** In the order of R: main effects first, then interactions of two, and so on. */
  readonly terms: readonly Term[];
  readonly offsets: readonly Expression[];
  /** `.`: every other column joins as a main effect. */
  readonly everythingElse: boolean;
}

/** Functions of one number that a formula may use. */
export const rowFunctions: Readonly<Record<string, (x: number) => number>> = {
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  log1p: Math.log1p,
  exp: Math.exp,
  sqrt: Math.sqrt,
  abs: Math.abs,
};

/** The text of an expression in R's spacing: the name of its coefficient. */
export function expressionText(expression: Expression): string {
  switch (expression.kind) {
    case 'column':
      return expression.name;
    case 'number':
      return String(expression.value);
    case 'operation': {
      const space = expression.operator === '^' || expression.operator === ':' ? '' : ' ';
      return `${side(expression.left, expression)}${space}${expression.operator}${space}${side(expression.right, expression)}`;
    }
    case 'call':
      return `${expression.name}(${expressionText(expression.argument)}${expression.degree === undefined ? '' : `, ${expression.degree}`})`;
  }
}

export function termText(term: Term): string {
  return term.factors.length === 0 ? '(Intercept)' : term.factors.map(expressionText).join(':');
}

/** Names of the columns an expression reads. */
export function columnsOf(expression: Expression): string[] {
  switch (expression.kind) {
    case 'column':
      return [expression.name];
    case 'number':
      return [];
    case 'operation':
      return [...columnsOf(expression.left), ...columnsOf(expression.right)];
    case 'call':
      return columnsOf(expression.argument);
  }
}

const strength: Readonly<Record<Operator, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, ':': 3, '^': 4 };

function side(part: Expression, whole: Expression & { kind: 'operation' }): string {
  const bracket = part.kind === 'operation' && strength[part.operator] < strength[whole.operator];
  return bracket ? `(${expressionText(part)})` : expressionText(part);
}

export function termKey(term: Term): string {
  return term.factors.map(expressionText).sort().join('\u0000');
}
