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

/**
 * Reads a model formula in Wilkinson & Rogers' (1973) notation as R writes it: `log(y) ~ x1 + region * poly(x2, 2) - 1`.
 * Operators + - : * ^ and brackets; `I(…)` for arithmetic; `factor(x)` makes categories of a number; `offset(…)`; `.` for
 * every other column; names that are no plain words stand in backticks. Throws SyntaxError saying where it stopped.
 */
export function parseFormula(text: string): Formula {
  const reader = new TokenReader(text);
  const response = readSum(reader);
  reader.expect('~');
  const right = readSum(reader);
  reader.end();
  const model: ModelTerms = { intercept: true, terms: new Map(), offsets: [], everythingElse: false };
  collect(right, model, 1);
  const terms = inOrder([...model.terms.values()]);
  return { response, intercept: model.intercept, terms, offsets: model.offsets, everythingElse: model.everythingElse };
}

/** Terms by how many factors they have; in each term the factors in the order in which the formula first names them. */
function inOrder(terms: readonly Term[]): Term[] {
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

interface ModelTerms {
  intercept: boolean;
  readonly terms: Map<string, Term>;
  readonly offsets: Expression[];
  everythingElse: boolean;
}

/** Adds (sign 1) or takes away (sign −1) the terms of the right side. */
function collect(expression: Expression, model: ModelTerms, sign: 1 | -1): void {
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

export function termKey(term: Term): string {
  return term.factors.map(expressionText).sort().join('\u0000');
}

/** sum → product (('+'|'-') product)*; product → cross ('*'|'/' cross)*; cross → power (':' power)*; power → atom ('^' atom)? */
function readSum(reader: TokenReader): Expression {
  let left: Expression;
  if (reader.take('-'))
    left = { kind: 'operation', operator: '-', left: { kind: 'number', value: 0 }, right: readLevel(reader, 0) };
  else {
    reader.take('+');
    left = readLevel(reader, 0);
  }
  for (let operator = reader.takeOne('+', '-'); operator !== undefined; operator = reader.takeOne('+', '-')) {
    left = { kind: 'operation', operator, left, right: readLevel(reader, 0) };
  }
  return left;
}

const levels: readonly (readonly Operator[])[] = [['*', '/'], [':'], ['^']];

function readLevel(reader: TokenReader, level: number): Expression {
  if (level === levels.length) return readAtom(reader);
  let left = readLevel(reader, level + 1);
  for (let found = reader.takeOne(...levels[level]); found !== undefined; found = reader.takeOne(...levels[level])) {
    left = { kind: 'operation', operator: found, left, right: readLevel(reader, level + 1) };
  }
  return left;
}

function readAtom(reader: TokenReader): Expression {
  if (reader.take('(')) {
    const inner = readSum(reader);
    reader.expect(')');
    return inner;
  }
  const number = reader.takeNumber();
  if (number !== undefined) return { kind: 'number', value: number };
  const { name, quoted } = reader.takeName();
  if (quoted || !reader.take('(')) return { kind: 'column', name };
  if (!(name in rowFunctions) && !['I', 'poly', 'factor', 'offset'].includes(name)) {
    throw new SyntaxError(
      `unknown function ${name}() (one of I, poly, factor, offset, ${Object.keys(rowFunctions).join(', ')} is expected)`,
    );
  }
  const argument = readSum(reader);
  if (name !== 'poly') {
    reader.expect(')');
    return { kind: 'call', name, argument };
  }
  reader.expect(',');
  if (reader.takeWord('degree')) reader.expect('=');
  const degree = reader.takeNumber();
  if (degree === undefined || !Number.isInteger(degree) || degree < 1 || degree > 20) {
    throw new SyntaxError(`invalid degree of poly(): ${degree ?? 'none'} (a whole number from 1 to 20 is expected)`);
  }
  if (reader.take(',')) {
    reader.takeWord('raw');
    reader.expect('=');
    if (!reader.takeWord('TRUE') && !reader.takeWord('T')) {
      throw new SyntaxError('poly() makes raw powers (raw = TRUE); orthogonal polynomials are not offered');
    }
  }
  reader.expect(')');
  return { kind: 'call', name, argument, degree };
}

class TokenReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  take(symbol: string): boolean {
    this.#skipSpace();
    if (!this.#text.startsWith(symbol, this.#at)) return false;
    this.#at += symbol.length;
    return true;
  }

  takeOne<T extends string>(...symbols: readonly T[]): T | undefined {
    return symbols.find((symbol) => this.take(symbol));
  }

  takeWord(word: string): boolean {
    return this.#match(new RegExp(`${word}(?![\\p{L}\\p{N}_.])`, 'uy')) !== undefined;
  }

  takeNumber(): number | undefined {
    const found = this.#match(/(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y);
    return found === undefined ? undefined : Number(found);
  }

  takeName(): { name: string; quoted: boolean } {
    const quoted = this.#match(/`[^`]+`/y);
    if (quoted !== undefined) return { name: quoted.slice(1, -1), quoted: true };
    const found = this.#match(/[\p{L}_.][\p{L}\p{N}\p{M}_.]*/uy);
    if (found === undefined) throw this.#wrong('a column or a number');
    return { name: found, quoted: false };
  }

  expect(symbol: string): void {
    if (!this.take(symbol)) throw this.#wrong(`"${symbol}"`);
  }

  end(): void {
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#wrong('an operator or the end');
  }

  #match(pattern: RegExp): string | undefined {
    this.#skipSpace();
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  #wrong(expected: string): SyntaxError {
    const rest = this.#text.slice(this.#at, this.#at + 20);
    return new SyntaxError(
      `invalid formula: at place ${this.#at + 1} ${rest === '' ? 'the end' : `"${rest}"`} was found (${expected} is expected)`,
    );
  }
}
