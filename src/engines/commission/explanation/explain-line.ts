import type { StatementLine } from '../calculation/statement.ts';
import { type Exact, divide, exactFromText, exactToText, multiply, one } from '../exact.ts';
import { type PlanTexts, say } from './plan-texts.ts';

export interface LineExplanation extends StatementLine {
  /** '5000 × 8 % = 400', with what rounding did. */
  readonly arithmetic: string;
  /** The same in every language. */
  readonly inWords: PlanTexts;
  /** Whether base × rate × factor gives the amount to within one rounding unit. */
  readonly replays: boolean;
}

const kindTexts: Readonly<Record<StatementLine['kind'], PlanTexts>> = {
  earning: say('', '', ''),
  'true-up': say('difference to what was paid before: ', '与此前已付的差额：', '與此前已付的差額：'),
  return: say('taken back: ', '追回：', '追回：'),
  cap: say('cut to the cap: ', '按封顶扣减：', '按封頂扣減：'),
  floor: say('lifted to the floor: ', '补足保底：', '補足保底：'),
  draw: say('draw: ', '预支：', '預支：'),
  recovery: say('draw repaid: ', '归还预支：', '歸還預支：'),
  adjustment: say('late change of a closed period: ', '已关账期间的后续变动：', '已關帳期間的後續變動：'),
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
  const rounded =
    distance.n === 0n
      ? say('', '', '')
      : say(`, paid ${line.amount}`, `，实付 ${line.amount}`, `，實付 ${line.amount}`);
  const product = `${factors.join(' × ')}${factors.length > 1 ? ` = ${shown(value)}` : ''}`;
  const kind = kindTexts[line.kind];
  const inWords = say(
    `${kind.en}${product}${rounded.en}`,
    `${kind.zh}${product}${rounded.zh}`,
    `${kind.zhHant}${product}${rounded.zhHant}`,
  );
  return { ...line, arithmetic: inWords.en, inWords, replays: distance.n * unit.d <= unit.n * distance.d };
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
