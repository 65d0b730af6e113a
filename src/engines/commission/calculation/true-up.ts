import { type Exact, equals, negate, subtract } from '../exact.ts';
import { type Line, makeLine } from './line.ts';

/**
 * What must be added to earlier lines so that they equal the new ones: adjustment = new − old, credit by credit.
 * A credit that was not there before keeps its lines; one whose rate alone changed gets a single line with the difference.
 */
export function trueUp(before: readonly Line[], now: readonly Line[]): Line[] {
  if (before.length === 0) return [...now];
  const old = groupByCredit(before);
  const result: Line[] = [];
  for (const [key, lines] of groupByCredit(now)) {
    const earlier = old.get(key);
    old.delete(key);
    if (earlier === undefined) result.push(...lines);
    else result.push(...difference(earlier, lines));
  }
  for (const lines of old.values()) result.push(...lines.map(takenBack));
  return result;
}

function difference(before: readonly Line[], now: readonly Line[]): Line[] {
  if (before.length === now.length && before.every((line, i) => isSame(line, now[i]))) return [];
  const [old, fresh] = [before[0], now[0]];
  const single = before.length === 1 && now.length === 1;
  if (single && equals(old.base, fresh.base) && equals(old.factor, fresh.factor)) {
    return [correction(fresh, fresh.base, subtract(fresh.rate, old.rate), `was ${old.clause}`)];
  }
  if (single && equals(old.rate, fresh.rate) && equals(old.factor, fresh.factor)) {
    return [correction(fresh, subtract(fresh.base, old.base), fresh.rate, 'base changed')];
  }
  return [...before.map(takenBack), ...now.map((line) => correction(line, line.base, line.rate, 'as it stands now'))];
}

function correction(line: Line, base: Exact, rate: Exact, note: string): Line {
  return makeLine({
    ...line,
    kind: 'true-up',
    base,
    rate,
    note: line.note === undefined ? note : `${line.note}; ${note}`,
  });
}

function takenBack(line: Line): Line {
  return makeLine({ ...line, kind: 'true-up', base: negate(line.base), note: 'as it stood before' });
}

function isSame(left: Line, right: Line): boolean {
  return left.clause === right.clause && equals(left.amount, right.amount) && equals(left.rate, right.rate);
}

function groupByCredit(lines: readonly Line[]): Map<string, Line[]> {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const key =
      line.credit === undefined
        ? `\u0000${line.clause}`
        : `${line.credit}\u0000${line.from ?? ''}\u0000${line.item ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  return groups;
}
