import { type QuotaRow, allocateQuota } from '#engines/quota/allocate-quota.ts';
import { type DataProblem, UnusableData, unusable } from '#kernel/unusable-data.ts';
import { numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import { WrongCall } from '../../command-arguments.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { number, percent, usageLines } from '../segments/print.ts';

const blank = { optional: true, blank: 'keep', min: 0 } as const;
const spec = {
  id: textColumn({ also: ['person', 'rep', 'owner', 'name', 'territory', '人员', '姓名', '负责人'] }),
  potential: numberColumn({ ...blank, also: ['潜力', '潛力'] }),
  history: numberColumn({ ...blank, also: ['last_year', 'sales', '历史', '上年销售额'] }),
  capacity: numberColumn({ ...blank, also: ['最大产能'] }),
  ramp: numberColumn({ ...blank, max: 1, also: ['爬坡'] }),
  expected: numberColumn({ ...blank, also: ['bottom_up', '自报'] }),
};

export const allocateVerb: EngineVerb = {
  summary: 'A total divided into quotas by potential, history, capacity and ramp; sums exact',
  files: [1, 1],
  input: 'id, potential?, history?, capacity?, ramp? (0 to 1), expected? (what the person itself expects)',
  options: [
    { name: 'total', kind: 'number', help: 'what is to be divided', required: true, min: 0 },
    { name: 'unit', kind: 'number', help: 'quotas are whole multiples of this', min: 0.0001, fallback: 1 },
    { name: 'potential-weight', kind: 'number', help: 'weight of potential', min: 0, max: 1, fallback: 0.5 },
    { name: 'most-change', kind: 'number', help: 'largest change from history, as a share', min: 0, max: 10 },
    { name: 'what-if', kind: 'list', help: 'other totals to compare' },
  ],
  async run(call) {
    const table = await call.readTable(call.files[0]);
    const { columns, lines, usage, notes: read } = readColumns(table, spec, call.map);
    const notes = [...read];
    const unit = call.options.unit as number;
    const inUnits = (total: number, option: string): number => {
      const units = Math.round(total / unit);
      if (Math.abs(units * unit - total) > 1e-6 * unit || !Number.isSafeInteger(units))
        throw new WrongCall(`invalid --${option}: ${total} (a whole multiple of --unit ${unit} is expected)`);
      return units;
    };
    const problems: DataProblem[] = [];
    const seen = new Set<string>();
    const rows = columns.id.map((id, row): QuotaRow => {
      if (seen.has(id))
        problems.push({
          file: table.name,
          line: lines[row],
          column: 'id',
          found: id,
          expected: 'an id that stands once',
        });
      seen.add(id);
      const scaled = (value: number | undefined): number | undefined =>
        value === undefined ? undefined : value / unit;
      return {
        id,
        potential: columns.potential?.[row],
        history: scaled(columns.history?.[row]),
        capacity: scaled(columns.capacity?.[row]),
        ramp: columns.ramp?.[row] ?? 1,
        expected: scaled(columns.expected?.[row]),
      };
    });
    if (problems.length > 0) throw new UnusableData(problems);
    if (rows.length === 0) throw unusable('at least one person', { file: table.name });
    if (columns.potential === undefined && columns.history === undefined)
      notes.push('neither potential nor history is given: all get the same but for ramp and capacity');
    const weight = call.options['potential-weight'] as number;
    const rules = {
      potentialWeight: weight,
      historyWeight: 1 - weight,
      mostChange: call.options['most-change'] as number | undefined,
    };
    const total = call.options.total as number;
    const found = allocateQuota(rows, { ...rules, total: inUnits(total, 'total') });
    if (found === undefined) {
      const room = rows.reduce((sum, row) => sum + (row.capacity ?? 0) * unit, 0);
      throw unusable(`capacities that add up to at least ${total}`, {
        file: table.name,
        column: 'capacity',
        found: String(room),
      });
    }
    if (found.changeLimitGivenUp)
      notes.push('the total cannot be reached within --most-change; the limit was given up');
    const money = (units: number): number => Number((units * unit).toFixed(6));
    const quotas = found.quotas.map((one) => ({ ...one, quota: money(one.quota) }));
    const alternatives = ((call.options['what-if'] as readonly string[] | undefined) ?? []).map((text) => {
      const other = Number(text);
      if (!(other >= 0)) throw new WrongCall(`invalid --what-if: ${text} (totals such as 900000,1100000 are expected)`);
      const allocation = allocateQuota(rows, { ...rules, total: inUnits(other, 'what-if') });
      return { total: other, possible: allocation !== undefined, fairness: allocation?.fairness ?? null };
    });
    const bottomUp =
      found.bottomUp === undefined ? null : { total: money(found.bottomUp.total), gap: money(found.bottomUp.gap) };
    const { giniToPotential, loadRatio, attainable } = found.fairness;
    return {
      json: {
        quotas,
        total: money(found.total),
        fairness: {
          giniToPotential: giniToPotential ?? null,
          loadRatio: loadRatio ?? null,
          attainable: attainable ?? null,
        },
        bottomUp,
        alternatives,
        method: 'weighted shares within bounds, largest remainder',
        usage,
        notes,
      },
      text: [
        `${number(total, 2)} divided among ${rows.length}; the quotas add up to ${number(money(found.total), 2)}`,
        [
          giniToPotential === undefined ? '' : `Gini of quota per potential ${giniToPotential.toFixed(3)}`,
          attainable === undefined ? '' : `${percent(attainable)} have a quota not above what is expected of them`,
          bottomUp === null
            ? ''
            : `bottom-up ${number(bottomUp.total)}: ${number(Math.abs(bottomUp.gap))} ${bottomUp.gap > 0 ? 'less' : 'more'} than the total`,
        ]
          .filter((part) => part !== '')
          .join('; '),
        terminalTable(
          [
            { header: 'who' },
            { header: 'quota', align: 'right' },
            { header: 'stretch', align: 'right' },
            { header: 'because' },
          ],
          quotas.map((one) => [
            one.id,
            number(one.quota, 2),
            one.stretch === undefined ? '' : percent(one.stretch),
            one.because.join('; '),
          ]),
        ),
        ...alternatives.map(
          (one) =>
            `what if ${number(one.total)}: ${one.possible ? `Gini ${one.fairness?.giniToPotential?.toFixed(3) ?? '–'}, attainable for ${one.fairness?.attainable === undefined ? '–' : percent(one.fairness.attainable)}` : 'the capacities do not carry it'}`,
        ),
        ...usageLines(usage, notes),
      ]
        .filter((line) => line !== '')
        .join('\n'),
      plot: {
        kind: 'bar',
        title: 'Quotas',
        categories: quotas.map(({ id }) => id),
        series: [
          { name: 'quota', values: quotas.map(({ quota }) => quota) },
          ...(columns.history === undefined
            ? []
            : [
                { name: 'history', values: rows.map(({ history }) => (history === undefined ? null : money(history))) },
              ]),
        ],
        horizontal: true,
      },
    };
  },
};
