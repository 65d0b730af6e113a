import type { VariancePart } from '#engines/variance/price-volume-mix.ts';
import type { Trace, Usage } from '#kernel/trace.ts';
import { terminalBar, terminalTable } from '../../terminal-table.ts';
import type { EngineAnswer } from '../define-engine-command.ts';
import { usageLines } from '../segments/print.ts';

export interface VarianceSlice {
  readonly slice: readonly string[];
  readonly status?: string;
  readonly referenceMinor: bigint;
  readonly actualMinor: bigint;
  readonly gapMinor: bigint;
  readonly parts?: readonly VariancePart[];
  readonly more?: Readonly<Record<string, unknown>>;
}

export interface VarianceFound {
  readonly referenceMinor: bigint;
  readonly actualMinor: bigint;
  readonly gapMinor: bigint;
  readonly parts: readonly VariancePart[];
  readonly slices: readonly VarianceSlice[];
  readonly trace: Trace;
}

export interface VarianceHead {
  readonly actual: string;
  readonly reference: string;
  readonly dimensions: readonly string[];
  readonly decimals: number;
  readonly usage: Usage;
  readonly notes: readonly string[];
  readonly more?: Readonly<Record<string, unknown>>;
}

/** The answer of all three verbs: JSON, table with bars, waterfall. Amounts are in units, `minor` in whole minor units. */
export function varianceAnswer(found: VarianceFound, head: VarianceHead): EngineAnswer {
  const unit = 10 ** head.decimals;
  const amount = (minor: bigint): number => Number(minor) / unit;
  const part = ({ name, minor }: VariancePart) => ({ name, amount: amount(minor), minor: Number(minor) });
  const slices = found.slices.map((one) => ({
    slice: Object.fromEntries(head.dimensions.map((dimension, i) => [dimension, one.slice[i]])),
    ...(one.status === undefined ? {} : { status: one.status }),
    reference: amount(one.referenceMinor),
    actual: amount(one.actualMinor),
    gap: amount(one.gapMinor),
    ...(one.parts === undefined ? {} : { parts: one.parts.map(part) }),
    ...one.more,
  }));
  return {
    json: {
      actual: amount(found.actualMinor),
      reference: amount(found.referenceMinor),
      gap: amount(found.gapMinor),
      gapMinor: Number(found.gapMinor),
      decimals: head.decimals,
      parts: found.parts.map(part),
      slices,
      ...head.more,
      usage: head.usage,
      notes: head.notes,
      trace: found.trace,
    },
    text: describe(found, head, amount),
    plot: {
      kind: 'waterfall',
      title: `From ${head.reference} to ${head.actual}`,
      start: { name: head.reference, value: amount(found.referenceMinor) },
      parts: found.parts.map(({ name, minor }) => ({ name, amount: amount(minor) })),
      end: { name: head.actual, value: amount(found.actualMinor) },
    },
  };
}

function describe(found: VarianceFound, head: VarianceHead, amount: (minor: bigint) => number): string {
  const show = (minor: bigint): string =>
    amount(minor).toLocaleString('en-US', {
      minimumFractionDigits: head.decimals,
      maximumFractionDigits: head.decimals,
    });
  const signed = (minor: bigint): string => (minor > 0n ? `+${show(minor)}` : show(minor));
  const largest = found.parts.reduce((most, { minor }) => Math.max(most, Math.abs(amount(minor))), Number.MIN_VALUE);
  const right = { align: 'right' as const };
  const shown = found.slices.slice(0, 15);
  const names = shown[0]?.parts === undefined ? [] : found.parts.map(({ name }) => name);
  return [
    terminalTable(
      [{ header: '' }, { header: 'amount', ...right }, { header: '' }],
      [
        [head.reference, show(found.referenceMinor), ''],
        ...found.parts.map(({ name, minor }) => [
          `  ${name}`,
          signed(minor),
          terminalBar(Math.abs(amount(minor)) / largest, 20).replaceAll('█', minor < 0n ? '░' : '█'),
        ]),
        [head.actual, show(found.actualMinor), `gap ${signed(found.gapMinor)}`],
      ],
    ),
    ...(head.dimensions.length === 0 || shown.length === 0
      ? []
      : [
          '',
          terminalTable(
            [
              ...head.dimensions.map((header) => ({ header })),
              { header: 'gap', ...right },
              ...names.map((header) => ({ header, ...right })),
              { header: '' },
            ],
            shown.map((one) => [
              ...one.slice,
              signed(one.gapMinor),
              ...names.map((name) => {
                const own = one.parts?.find((each) => each.name === name);
                return own === undefined ? '' : signed(own.minor);
              }),
              one.status === undefined || one.status === 'continuing' ? '' : one.status,
            ]),
          ),
          ...(found.slices.length > shown.length
            ? [`… ${found.slices.length - shown.length} more slices (--json lists all)`]
            : []),
        ]),
    ...usageLines(head.usage, head.notes),
  ].join('\n');
}
