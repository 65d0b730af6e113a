import type { StatementLine } from '../calculation/statement.ts';
import { type Exact, divide, exactFromText, exactToText, multiply, one } from '../exact.ts';

export interface LineExplanation extends StatementLine {
  /** '5000 × 8 % = 400', with what rounding did. */
  readonly arithmetic: string;
  /** Whether base × rate × factor gives the amount to within one rounding unit. */
  readonly replays: boolean;
}

const kindTexts: Readonly<Record<StatementLine['kind'], string>> = {
  earning: '',
  'true-up': 'difference to what was paid before: ',
  return: 'taken back: ',
  cap: 'cut to the cap: ',
  floor: 'lifted to the floor: ',
  draw: 'draw: ',
  recovery: 'draw repaid: ',
  adjustment: 'late change of a closed period: ',
};

/** Does the arithmetic of a line again from its printed texts alone. */
export function explainLine(line: StatementLine, unit: Exact): LineExplanation {
  const [base, rate, factor] = [
    readReplayText(line.base),
    readReplayText(line.rate),
    readReplayText(line.factor ?? '1'),
  ];
  const value = multiply(multiply(base, rate), factor);
  const amount = readReplayText(line.amount);
  const off: Exact = { n: value.n * amount.d - amount.n * value.d, d: value.d * amount.d };
  const distance = { n: off.n < 0n ? -off.n : off.n, d: off.d };
  const factors = [shown(base), ...(isOne(rate) ? [] : [percent(rate)]), ...(isOne(factor) ? [] : [shown(factor)])];
  const rounded = distance.n === 0n ? '' : `, paid ${line.amount}`;
  return {
    ...line,
    arithmetic: `${kindTexts[line.kind]}${factors.join(' × ')}${factors.length > 1 ? ` = ${shown(value)}` : ''}${rounded}`,
    replays: distance.n * unit.d <= unit.n * distance.d,
  };
}

/** Reads '0.25' or '100/3' exactly. */
export function readReplayText(text: string): Exact {
  const [over, under] = text.split('/');
  const value = exactFromText(over);
  const divisor = under === undefined ? one : exactFromText(under);
  if (value === undefined || divisor === undefined) throw new RangeError(`invalid number: ${text}`);
  return divide(value, divisor);
}

function isOne({ n, d }: Exact): boolean {
  return n === d;
}

function shown(value: Exact): string {
  return exactToText(value, 8);
}

/** Rates up to 2 as a percentage, others (per piece) as they are. */
function percent(rate: Exact): string {
  const small = rate.n <= 2n * rate.d && rate.n >= -2n * rate.d;
  return small ? `${exactToText(multiply(rate, { n: 100n, d: 1n }), 8)} %` : shown(rate);
}
