import { attritionRates, leastGroup } from '#engines/team-composition/attrition-rates.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineVerb, OptionValues } from '../define-engine-command.ts';
import { findColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { placeOf } from '../score/scoring-table.ts';
import { readOutcome } from '../score/read-outcome.ts';
import { trainVerb } from '../score/train-verb.ts';
import { percent } from '../segments/print.ts';
import { typedColumn } from '../typed-columns.ts';

export const attritionVerb: EngineVerb = {
  summary: 'Who is likely to leave and why, checked for fairness; how often people left, by group',
  files: [1, 1],
  input: 'one row per person: any columns, one of them says who left (--target)',
  options: [
    { name: 'target', kind: 'text', help: 'column that says who left (default: attrition, left, turnover, 离职)' },
    ...trainVerb.options.filter(({ name }) => name !== 'target' && name !== 'picture'),
    { name: 'by', kind: 'list', help: 'columns whose values are compared (default: all with at most 12 values)' },
  ],
  async run(call) {
    const table = await call.readTable(call.files[0]);
    const options: OptionValues = {
      ...call.options,
      picture: 'effects',
      target: call.options.target ?? usualTarget(table),
    };
    const scored = await trainVerb.run({ ...call, options });
    const target = placeOf(table, options.target as string, call.map);
    const outcome = readOutcome(
      table,
      target,
      options.positive as string | undefined,
      options.negative as readonly string[] | undefined,
    );
    const closed = table.rows.map((_, row) => row).filter((row) => outcome.values[row] !== undefined);
    const wanted = call.options.by as readonly string[] | undefined;
    const skip = new Set([table.header[target], String(call.options.id ?? '')].map((name) => name.toLowerCase()));
    const columns = table.header.flatMap((name, index) => {
      if (
        skip.has(name.toLowerCase()) ||
        (wanted !== undefined && !wanted.some((one) => one.toLowerCase() === name.toLowerCase()))
      )
        return [];
      const { texts } = typedColumn(table, index);
      const values = closed.map((row) => texts[row]);
      const different = new Set(values).size;
      return wanted === undefined && (different < 2 || different > 12) ? [] : [{ name, values }];
    });
    const rates = attritionRates(
      columns,
      Float64Array.from(closed, (row) => outcome.values[row] ?? 0),
    );
    const told =
      rates.hidden > 0
        ? [`${rates.hidden} groups of fewer than ${leastGroup} people (or all but so few) are not shown`]
        : [];
    return {
      json: {
        ...scored.json,
        people: rates.people,
        left: rates.left,
        rate: rates.rate,
        groups: rates.groups,
        notes: [...((scored.json.notes ?? []) as string[]), ...told],
      },
      text: [
        `${rates.left} of ${rates.people} left: ${percent(rates.rate)}`,
        '',
        terminalTable(
          [
            { header: 'group' },
            { header: 'people', align: 'right' },
            { header: 'left', align: 'right' },
            { header: 'rate', align: 'right' },
            { header: '95 % interval' },
            { header: 'p', align: 'right' },
          ],
          rates.groups
            .filter(({ p }) => p < 0.05)
            .slice(0, 15)
            .map((one) => [
              `${one.column}: ${one.value}`,
              one.people,
              one.left,
              percent(one.rate),
              `${percent(one.low)} – ${percent(one.high)}`,
              one.p < 0.0001 ? '< 0.0001' : one.p.toFixed(4),
            ]),
        ),
        ...told.map((note) => `note: ${note}`),
        '',
        scored.text,
      ].join('\n'),
      plot: scored.plot,
    };
  },
};

/** The first column of a usual name; when there is none, the refusal names the first. */
function usualTarget(table: Table): string {
  const at = findColumn(table, 'attrition', ['left', 'leaver', 'has left', 'turnover', '离职', '是否离职']);
  return at === -1 ? 'attrition' : table.header[at];
}
