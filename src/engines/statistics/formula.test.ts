import { describe, expect, it } from 'vitest';
import { termText } from './formula.ts';
import { parseFormula } from './parse-formula.ts';

const terms = (text: string): string[] => parseFormula(text).terms.map(termText);

describe('formulas', () => {
  it.each([
    ['y ~ a + b', ['a', 'b']],
    ['y ~ a * b', ['a', 'b', 'a:b']],
    ['y ~ a:b + c', ['c', 'a:b']],
    ['y ~ (a + b + c)^2', ['a', 'b', 'c', 'a:b', 'a:c', 'b:c']],
    ['y ~ a * b * c - a:b:c', ['a', 'b', 'c', 'a:b', 'a:c', 'b:c']],
    ['y ~ poly(x,10) + I(x^2 + 1)', ['poly(x, 10)', 'I(x^2 + 1)']],
    ['log(y) ~ `unit price` + 客户等级', ['unit price', '客户等级']],
    ['y ~ a + a + b - b', ['a']],
  ])('%s', (text, expected) => {
    expect(terms(text)).toEqual(expected);
  });

  it.each([
    ['y ~ x - 1', false],
    ['y ~ 0 + x', false],
    ['y ~ x + 0', false],
    ['y ~ x + 1', true],
    ['y ~ x', true],
  ])('%s: intercept %s', (text, intercept) => {
    expect(parseFormula(text).intercept).toBe(intercept);
  });

  it.each([
    ['y x', '"~" is expected'],
    ['y ~ x +', 'a column or a number is expected'],
    ['y ~ sin(x)', 'unknown function sin()'],
    ['y ~ poly(x, 0)', 'invalid degree of poly(): 0'],
    ['y ~ x / z', 'write I(x / z) for arithmetic'],
    ['y ~ 3', '3 is no term'],
    ['y ~ (x', '")" is expected'],
  ])('refuses %s', (text, message) => {
    expect(() => parseFormula(text)).toThrow(message);
  });
});
