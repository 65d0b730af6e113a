export interface Token {
  readonly kind: 'number' | 'name' | 'text' | 'sign' | 'end';
  readonly text: string;
  /** 0-based place in the expression. */
  readonly at: number;
}

/** An expression cannot be read: at which character, and what was expected there. */
export class ExpressionProblem extends Error {
  readonly at: number;
  readonly found: string;
  readonly expected: string;

  constructor(at: number, found: string, expected: string) {
    super(`found ${JSON.stringify(found)}, expected ${expected}`);
    this.name = 'ExpressionProblem';
    this.at = at;
    this.found = found;
    this.expected = expected;
  }
}

const longestExpression = 500;
const pattern = /\s*(?:(\d+(?:\.\d+)?|\.\d+)|([\p{L}_][\p{L}\p{N}_.]*)|(<=|>=|==|!=|[-+*/%(),<>=])|'([^']*)'|$)/uy;

/** Cuts an expression of the plan language into tokens; the last one is of kind 'end'. */
export function tokenise(source: string): Token[] {
  if (source.length > longestExpression) {
    throw new ExpressionProblem(0, `${source.length} characters`, `at most ${longestExpression} characters`);
  }
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  for (;;) {
    const start = pattern.lastIndex;
    const match = pattern.exec(source);
    if (match === null) {
      const at = start + (/^\s*/.exec(source.slice(start))?.[0].length ?? 0);
      throw new ExpressionProblem(at, source.slice(at, at + 12), 'a number, a name, an operator or a bracket');
    }
    const [, number, name, sign, text] = match;
    const shown = number ?? name ?? sign ?? text;
    if (shown === undefined) {
      tokens.push({ kind: 'end', text: '', at: source.length });
      return tokens;
    }
    const kind = number !== undefined ? 'number' : name !== undefined ? 'name' : sign !== undefined ? 'sign' : 'text';
    tokens.push({ kind, text: shown, at: pattern.lastIndex - shown.length });
  }
}
