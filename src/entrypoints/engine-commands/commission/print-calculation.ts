import type { Calculation, StatementStream } from '#engines/commission/calculation/calculation.ts';
import {
  type Statement,
  type StatementDocument,
  statementDocument,
} from '#engines/commission/calculation/statement.ts';
import { exactToText } from '#engines/commission/exact.ts';
import type { Plan, PlanProblem } from '#engines/commission/plan/plan.ts';
import { engineVersion } from '#engines/commission/version.ts';
import { moneyToText } from '#kernel/money.ts';
import { terminalTable } from '../../terminal-table.ts';

/**
 * The JSON document of `commission calculate`. Statements are made while they are printed; what is known only after the
 * last of them (warnings, totals) stands behind them and is asked for then.
 */
export function calculationJson(stream: StatementStream, notes: readonly string[]): Readonly<Record<string, unknown>> {
  const { plan, unassigned, usage } = stream;
  const totals = new Totals(plan.currency);
  return {
    plan: { id: plan.id, version: plan.document.version ?? null, currency: plan.currency },
    statements: documents(stream, totals),
    unassigned,
    warnings: { toJSON: () => [...stream.warnings(), ...plan.notes.map(noteOfPlan)] },
    totals: { toJSON: () => totals.document() },
    used: usage.used,
    skipped: usage.skipped,
    usage,
    periods: stream.periods,
    notes,
    trace: trace(plan),
  };
}

function* documents(stream: StatementStream, totals: Totals): Generator<StatementDocument> {
  for (const statement of stream.statements) {
    totals.add(statement);
    yield statementDocument(statement);
  }
}

function noteOfPlan({ pointer, found, expected }: PlanProblem) {
  return { code: 'unusual-plan', message: `found ${found ?? 'nothing'}, usual is ${expected}`, clause: pointer };
}

function trace(plan: Plan) {
  const { mode, unit, each } = plan.rounding;
  return [
    {
      step: `commission engine ${engineVersion}: exact rational arithmetic; amount = base × rate × factor in every line`,
    },
    {
      step: `rounding ${mode} to ${exactToText(unit)}, of each ${each}; lines by largest remainder, so that they add up to the total`,
    },
    { step: 'credits are taken in order of date, id, item; the order of the rows does not matter' },
    { step: 'no uncertainty: the same input always gives the same amounts' },
  ];
}

/** Cost by period and by component. */
class Totals {
  readonly #currency: string;
  readonly #byPeriod = new Map<string, bigint>();
  readonly #byComponent = new Map<string, bigint>();
  #all = 0n;

  constructor(currency: string) {
    this.#currency = currency;
  }

  add({ period, totalMinor, lines }: Statement): void {
    this.#all += totalMinor;
    this.#byPeriod.set(period.id, (this.#byPeriod.get(period.id) ?? 0n) + totalMinor);
    for (const { component, minor } of lines) {
      this.#byComponent.set(component, (this.#byComponent.get(component) ?? 0n) + minor);
    }
  }

  document() {
    const text = (minor: bigint): string => moneyToText({ minor, currency: this.#currency });
    const texts = (map: Map<string, bigint>): Record<string, string> =>
      Object.fromEntries([...map].map(([key, minor]) => [key, text(minor)]));
    return { all: text(this.#all), byPeriod: texts(this.#byPeriod), byComponent: texts(this.#byComponent) };
  }
}

const mostRows = 60;

/** What people read: one row a statement, then what needs a look. */
export function calculationText(calculation: Calculation, notes: readonly string[]): string {
  const { plan, statements, unassigned, warnings, usage } = calculation;
  const money = (minor: bigint): string => moneyToText({ minor, currency: plan.currency });
  const totals = new Totals(plan.currency);
  for (const statement of statements) totals.add(statement);
  const shown = statements.slice(0, mostRows);
  const parts = [
    terminalTable(
      [
        { header: 'payee' },
        { header: 'period' },
        { header: `pay (${plan.currency})`, align: 'right' },
        { header: 'lines', align: 'right' },
        { header: 'by component' },
      ],
      shown.map(({ payee, period, totalMinor, lines }) => {
        const byComponent = Map.groupBy(lines, ({ component }) => component);
        const detail = [...byComponent].map(
          ([id, own]) => `${id} ${money(own.reduce((sum, { minor }) => sum + minor, 0n))}`,
        );
        return [payee, period.id, money(totalMinor), lines.length, detail.join(', ')];
      }),
    ),
  ];
  if (statements.length > shown.length)
    parts.push(`… and ${statements.length - shown.length} more statements (--json shows all)`);
  parts.push(`Total ${totals.document().all} ${plan.currency}; ${usage.used} credits used, ${usage.skipped} left out`);
  if (unassigned.length > 0) {
    parts.push(
      `Unassigned (${unassigned.length}), earned by nobody:`,
      ...unassigned
        .slice(0, 20)
        .map(
          ({ credit, amount, currency, reason, fix, line }) =>
            `  ${credit}${line === undefined ? '' : ` (line ${line})`} ${amount ?? ''} ${currency}: ${reason}. Fix: ${fix}`,
        ),
    );
  }
  const all = [
    ...warnings.map(
      ({ message, payee, period }) => `${[payee, period].filter((part) => part !== undefined).join(' ')}: ${message}`,
    ),
    ...plan.notes.map((note) => `${note.pointer}: ${noteOfPlan(note).message}`),
  ];
  if (all.length > 0) parts.push(`Warnings (${all.length}):`, ...all.slice(0, 20).map((message) => `  ${message}`));
  parts.push(...notes.map((note) => `Note: ${note}`));
  return parts.join('\n');
}

/** The open periods of closed books, with what late changes added. */
export function openText(statements: readonly StatementDocument[], currency: string): string {
  const rows = statements.slice(0, mostRows).map(({ payee, period, total, lines }) => {
    const adjusted = lines.filter(({ kind }) => kind === 'adjustment');
    return [
      payee,
      period,
      total,
      adjusted.length,
      adjusted.map(({ component, credit, note }) => `${component} ${credit ?? ''}: ${note ?? ''}`).join('; '),
    ];
  });
  return terminalTable(
    [
      { header: 'payee' },
      { header: 'period' },
      { header: `pay (${currency})`, align: 'right' },
      { header: 'adjustments', align: 'right' },
      { header: 'why' },
    ],
    rows,
  );
}
