import { type Expression, type Formula, type Operator, rowFunctions } from './formula.ts';
import { type ModelTerms, collect, inOrder } from './formula-terms.ts';
import { TokenReader } from './formula-tokens.ts';

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
