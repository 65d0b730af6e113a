import { type AssignOptions, type PilotUnit, assignUnits } from '#engines/experiment/assign-units.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { findColumn } from '#platform/tabular/columns.ts';
import { parseNumber } from '#platform/tabular/values.ts';
import { WrongCall } from '../../command-arguments.ts';
import { terminalTable } from '../../terminal-table.ts';
import { refusing, wrongCall } from '../refusal.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { number } from '../segments/print.ts';

export const assignVerb: EngineVerb = {
  summary: 'Assigns units to arms by lot: complete, stratified, matched, by clusters or stepped, with a balance report',
  files: [1, 1],
  input: 'one row a unit: the column named by --unit, and those named by --strata, --cluster and --balance',
  options: [
    { name: 'unit', kind: 'text', help: 'column that names the unit', fallback: 'id' },
    { name: 'arms', kind: 'list', help: 'names of the arms, the control first (default control,treated)' },
    {
      name: 'method',
      kind: 'text',
      help: 'how',
      oneOf: ['complete', 'stratified', 'matched', 'stepped'],
      fallback: 'complete',
    },
    { name: 'strata', kind: 'list', help: 'columns whose values are shared out evenly' },
    { name: 'cluster', kind: 'text', help: 'column of groups that stay together' },
    { name: 'balance', kind: 'list', help: 'columns of numbers in which arms should be alike' },
  ],
  async run(call) {
    const table = await call.readTable(call.files[0]);
    const place = (option: string, name: string): number => {
      const found = findColumn(table, name);
      if (found === -1)
        throw new WrongCall(`--${option}: no column named "${name}" (one of ${table.header.join(', ')} is expected)`);
      return found;
    };
    const unitAt = place('unit', call.options.unit as string);
    const strataAt = ((call.options.strata as readonly string[] | undefined) ?? []).map((name) =>
      place('strata', name),
    );
    const clusterAt = call.options.cluster === undefined ? undefined : place('cluster', call.options.cluster as string);
    const names = (call.options.balance as readonly string[] | undefined) ?? [];
    const balanceAt = names.map((name) => place('balance', name));
    const method = (
      strataAt.length > 0 && call.options.method === 'complete' ? 'stratified' : call.options.method
    ) as AssignOptions['method'];
    if (method === 'matched' && balanceAt.length === 0)
      throw new WrongCall('--method matched needs --balance: the columns in which units should be alike');
    const seen = new Map<string, number>();
    const units = table.rows.map((row, i): PilotUnit => {
      const id = (row[unitAt] ?? '').trim();
      const at = { file: table.name, line: table.lines[i] };
      if (id === '') throw unusable('a unit', { ...at, column: table.header[unitAt], found: '' });
      if (seen.has(id))
        throw unusable(`each unit once (it stands on line ${seen.get(id)} too)`, {
          ...at,
          column: table.header[unitAt],
          found: id,
        });
      seen.set(id, table.lines[i]);
      return {
        id,
        ...(strataAt.length === 0 ? {} : { stratum: strataAt.map((column) => row[column] ?? '').join(' · ') }),
        ...(clusterAt === undefined ? {} : { cluster: row[clusterAt] ?? '' }),
        covariates: balanceAt.map((column) => {
          const value = parseNumber(row[column] ?? '');
          if (value === undefined)
            throw unusable('a finite number', { ...at, column: table.header[column], found: row[column] ?? '' });
          return value;
        }),
      };
    });
    const arms = (call.options.arms as readonly string[] | undefined) ?? ['control', 'treated'];
    const found = refusing(wrongCall, () => assignUnits(units, { arms, seed: call.seed, method }));
    const right = { align: 'right' as const };
    return {
      json: {
        method,
        seed: call.seed,
        assignment: units.map(({ id }, i) => ({
          unit: id,
          arm: found.arm[i],
          ...(found.pair === undefined ? {} : { pair: found.pair[i] }),
        })),
        arms: found.arms.map(({ arm, n, means }) => ({
          arm,
          n,
          means: Object.fromEntries(names.map((name, j) => [name, means[j]])),
        })),
        balance: names.map((name, j) => ({ column: name, standardisedDifference: found.balance[j] })),
        usage: { used: units.length, skipped: 0, reasons: [] },
      },
      text: [
        terminalTable(
          [{ header: 'arm' }, { header: 'units', ...right }, ...names.map((name) => ({ header: name, ...right }))],
          [
            ...found.arms.map(({ arm, n, means }) => [arm, number(n), ...means.map((value) => number(value, 3))]),
            ...(names.length === 0 ? [] : [['differ by (sd)', '', ...found.balance.map((value) => value.toFixed(3))]]),
          ],
        ),
        `${method}, seed ${call.seed}; --json lists every unit`,
      ].join('\n'),
    };
  },
};
