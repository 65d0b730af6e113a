import { Problem } from './problem.ts';

/** Deepest nesting a request may have. */
const deepest = 50;
const refusedKeys = new Set(['__proto__', 'constructor', 'prototype']);
/** What stands between the strings matters; a string is one token. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s"{}[\],:]+/gs;

/**
 * Parses the JSON of a request. Refused, beyond what JSON.parse refuses: the same key twice in an object, keys that reach for
 * prototypes, nesting deeper than 50, and numbers that a double cannot hold (1e400).
 * @throws Problem 400 `invalid-json`
 */
export function parseJsonText(text: string): unknown {
  let value: unknown;
  inspect(text);
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse('this is not JSON');
  }
  return value;
}

function inspect(text: string): void {
  /** Keys seen in each open object; undefined for an array. */
  const open: (Set<string> | undefined)[] = [];
  let expectKey = false;
  for (const [part] of text.matchAll(token)) {
    const keys = open.at(-1);
    switch (part[0]) {
      case '{':
      case '[':
        if (open.length >= deepest) throw refuse(`nested deeper than ${deepest}`);
        open.push(part === '{' ? new Set() : undefined);
        expectKey = part === '{';
        break;
      case '}':
      case ']':
        open.pop();
        expectKey = false;
        break;
      case ',':
        expectKey = keys !== undefined;
        break;
      case ':':
        expectKey = false;
        break;
      case '"':
        if (expectKey && keys !== undefined) takeKey(part, keys);
        break;
      default:
        if (/^-?\d/.test(part) && !Number.isFinite(Number(part)))
          throw refuse(`the number ${part.slice(0, 40)} is too large`);
    }
  }
}

function takeKey(quoted: string, keys: Set<string>): void {
  const key = quoted.includes('\\') ? unescaped(quoted) : quoted.slice(1, -1);
  if (refusedKeys.has(key)) throw refuse(`the key "${key}" is not allowed`);
  if (keys.has(key)) throw refuse(`the key "${key.slice(0, 100)}" stands there twice`);
  keys.add(key);
}

function unescaped(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    throw refuse('this is not JSON');
  }
}

function refuse(detail: string): Problem {
  return new Problem('invalid-json', detail, { status: 400 });
}
