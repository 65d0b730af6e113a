import { factorVariance } from '#engines/variance/factor-variance.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { type ColumnSpec, findColumn, numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import { WrongCall } from '../../command-arguments.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { sidesOptions } from './sales-verb.ts';
import { varianceAnswer } from './variance-answer.ts';

export const factorsVerb: EngineVerb = {
  summary: 'A product of factors (headcount × deals per head × win rate × size …) against a reference',
  files: [1, 1],
  input:
    'period (labels of the two sides), one column per factor, and the columns named by --by; one row per slice and side',
  options: [
    ...sidesOptions,
    { name: 'factors', kind: 'list', help: 'the columns whose product is explained', required: true },
  ],
  async run(call) {
    const table = await call.readTable(call.files[0]);
    const factors = call.options.factors as readonly string[];
    if (factors.length > 12)
      throw new WrongCall(`invalid --factors: ${factors.length} columns (at most 12 are expected)`);
    const dimensions = (call.options.by as readonly string[] | undefined) ?? [];
    for (const name of [...factors, ...dimensions]) {
      if (findColumn(table, call.map[name] ?? name) === -1) {
        throw unusable(`a column named "${name}"`, { file: table.name, line: 1, found: table.header.join(', ') });
      }
    }
    const spec: Record<string, ColumnSpec> = {
      period: textColumn({ also: ['scenario', 'version', 'side', '期间', '口径', '版本', '场景'] }),
      ...Object.fromEntries(factors.map((name) => [name, numberColumn()])),
      ...Object.fromEntries(dimensions.map((name) => [name, textColumn({ blank: 'keep' })])),
    };
    const { columns, lines, usage, notes } = readColumns(table, spec, call.map);
    const cells = columns as unknown as Readonly<Record<string, readonly (string | number | undefined)[]>>;
    const [actual, reference] = [call.options.actual as string, call.options.reference as string];
    const slices = new Map<string, { slice: string[]; sides: (number[] | undefined)[] }>();
    let others = 0;
    lines.forEach((line, row) => {
      const side = [actual, reference].indexOf(String(cells.period[row]));
      if (side === -1) {
        others += 1;
        return;
      }
      const slice = dimensions.map((name) => String(cells[name][row] ?? ''));
      const one = slices.get(slice.join('\u0000')) ?? { slice, sides: [undefined, undefined] };
      if (one.sides[side] !== undefined)
        throw unusable('one row per slice and side', { file: table.name, line, found: slice.join(' · ') });
      one.sides[side] = factors.map((name) => Number(cells[name][row]));
      slices.set(slice.join('\u0000'), one);
    });
    const none = factors.map(() => 0);
    const decimals = call.options.decimals as number;
    const found = factorVariance(
      factors,
      [...slices.values()].map(({ slice, sides }) => ({
        slice,
        actual: sides[0] ?? none,
        reference: sides[1] ?? none,
      })),
      10 ** decimals,
    );
    const reasons =
      others === 0 ? [] : [{ reason: `the row belongs to neither ${actual} nor ${reference}`, count: others }];
    return varianceAnswer(found, {
      actual,
      reference,
      dimensions,
      decimals,
      usage: { used: usage.used - others, skipped: others, reasons },
      notes,
    });
  },
};
