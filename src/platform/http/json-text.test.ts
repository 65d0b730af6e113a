import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonText } from './json-text.ts';
import { Problem } from './problem.ts';

function refusalOf(text: string): string {
  try {
    parseJsonText(text);
  } catch (problem) {
    if (problem instanceof Problem) return `${problem.status} ${problem.message}`;
    throw problem;
  }
  return 'accepted';
}

describe('JSON of a request (reliability I7)', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const value: unknown = JSON.parse(text);
        fc.pre(
          !/"(__proto__|constructor|prototype)":/.test(text) && JSON.stringify(value) === text.replaceAll(/\s/g, ''),
        );
        expect(parseJsonText(text)).toEqual(value);
      }),
    );
  });

  it.each([
    ['{"a":1,"a":2}', 'twice'],
    ['{"a":1,"\\u0061":2}', 'twice'],
    ['[{"b":{"x":1}},{"b":{"x":1,"x":1}}]', 'twice'],
    ['{"__proto__":{"admin":true}}', 'not allowed'],
    ['{"\\u005f_proto__":{}}', 'not allowed'],
    ['{"a":{"constructor":{"prototype":{}}}}', 'not allowed'],
    ['{"n":1e400}', 'too large'],
    ['[-1e999]', 'too large'],
    ['{"a":', 'not JSON'],
    ['{"a":NaN}', 'not JSON'],
    ['', 'not JSON'],
    ['{"a":"\\x"}', 'not JSON'],
  ])('refuses %s', (text, reason) => {
    expect(refusalOf(text)).toMatch(new RegExp(`^400 .*${reason}`));
  });

  it('allows the same key in different objects and words inside strings', () => {
    expect(parseJsonText('[{"a":{"a":1}},{"a":"__proto__\\" : {[,"}]')).toEqual([
      { a: { a: 1 } },
      { a: '__proto__" : {[,' },
    ]);
  });

  it('refuses nesting of 10,000 without exhausting the stack', () => {
    expect(refusalOf('['.repeat(10_000) + ']'.repeat(10_000))).toMatch(/nested deeper/);
    expect(refusalOf('{"a":'.repeat(10_000))).toMatch(/nested deeper/);
  });
});
