import { type Fields, isFields, textAt } from './plan-data.ts';

export const pays = ['rate', 'multiply', 'amount', 'payout', 'share'] as const;
export type Pays = (typeof pays)[number];

/** What the steps of a table pay: the first of the words that one of them uses. */
export function paysOf(steps: unknown): Pays {
  const rows: readonly unknown[] = Array.isArray(steps) ? steps : [];
  return pays.find((key) => rows.some((row) => isFields(row) && key in row)) ?? 'rate';
}

/** The same steps paying in another way. */
export function withPays(steps: readonly unknown[], from: Pays, to: Pays): unknown[] {
  return steps.map((step) =>
    isFields(step)
      ? Object.fromEntries(Object.entries(step).map(([key, value]) => [key === from ? to : key, value]))
      : step,
  );
}

/** A further step that begins where the last one ends; the last one without an end gets one. */
export function withStep(steps: readonly unknown[], key: Pays): unknown[] {
  const last = steps.at(-1);
  const before = steps.at(-2);
  if (!isFields(last)) return [...steps, { [key]: '0' }];
  if (last.upTo !== undefined || last.below !== undefined) return [...steps, { [key]: last[key] ?? '0' }];
  const edge = isFields(before) && before.upTo !== undefined ? 'upTo' : 'below';
  const end = isFields(before) ? doubled(textAt(before, ['upTo']) || textAt(before, ['below'])) : '100000';
  return [...steps.slice(0, -1), { [edge]: end, ...last }, { [key]: last[key] ?? '0' }];
}

function doubled(text: string): string {
  const [, digits, percent] = /^(\d+)(%?)$/.exec(text) ?? [];
  return digits === undefined ? '100%' : `${Number(digits) * 2}${percent}`;
}

/** One edge of a step: which word it uses and its value. */
export function edgeOf(
  step: unknown,
  words: readonly [string, string],
): { readonly word: string; readonly value: string } {
  const fields: Fields = isFields(step) ? step : {};
  const word = words.find((one) => fields[one] !== undefined) ?? words[words[0] === 'from' ? 0 : 1];
  return { word, value: textAt(fields, [word]) };
}

/** The step with this edge; an empty value takes it out. */
export function withEdge(step: unknown, words: readonly [string, string], word: string, value: string): Fields {
  const fields = Object.entries(isFields(step) ? step : {});
  const at = fields.findIndex(([key]) => words.includes(key));
  const rest = fields.filter(([key]) => !words.includes(key));
  const place =
    at >= 0 ? at : words[0] === 'from' ? 0 : rest.filter(([key]) => key === 'from' || key === 'above').length;
  return Object.fromEntries(value === '' ? rest : [...rest.slice(0, place), [word, value], ...rest.slice(place)]);
}
