import { Refused } from '#kernel/result.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import {
  type PeriodStep,
  calculatePeriod,
  exceptionViews,
  exportPay,
  periodRows,
  periodStatements,
  periodViews,
  takeStep,
} from '#rooms/incentives/periods/index.ts';
import { type StatementView, statementRows, statementView } from '#rooms/incentives/statements/index.ts';
import type { OptionValues } from '../../engine-commands/define-engine-command.ts';
import { terminalTable } from '../../terminal-table.ts';
import { personCalled, periodLabelled, periodToCalculate } from './find.ts';
import { simulatePlans } from './simulate.ts';

export interface PayCall {
  readonly operands: readonly string[];
  readonly options: OptionValues;
}

/** What a command prints: one JSON document, or text for people. */
export interface Shown {
  readonly data: unknown;
  readonly text: string;
}

export interface PayAction {
  readonly operands: readonly string[];
  readonly act: (context: WriteContext, call: PayCall) => Promise<Shown>;
}

const right = 'right' as const;
const onPeriod = ['the label of a period'];
const ofPerson = [...onPeriod, 'a person'];
const named = ({ operands, options }: PayCall) => [operands[0], options.calendar as string | undefined] as const;

const step = (name: Exclude<PeriodStep, 'calculation'>): PayAction => ({
  operands: onPeriod,
  async act(context, call) {
    const why = (call.options.note as string | undefined) ?? null;
    if (name === 'reopening' && why === null)
      throw new Refused('missing-note', 'say with --note why the period is reopened');
    const { id, label } = await periodLabelled(context, ...named(call));
    await takeStep(context, id, name, why);
    const [period] = await periodRows(context, { id });
    return {
      data: { id, label, state: period.state, closedHash: period.closedHash },
      text: `${label} is ${period.state}`,
    };
  },
});

export const payActions: Readonly<Record<string, PayAction>> = {
  periods: {
    operands: [],
    async act(context) {
      const periods = await periodViews(context, await periodRows(context, { limit: 60 }));
      const rows = periods.map(({ label, calendar, state, totals, exceptions }) => [
        label,
        calendar,
        state,
        totals.map(({ total, currency }) => `${total} ${currency}`).join(', '),
        exceptions.open,
      ]);
      const columns = [
        { header: 'period' },
        { header: 'calendar' },
        { header: 'state' },
        { header: 'total', align: right },
        { header: 'open exceptions', align: right },
      ];
      return { data: { periods }, text: terminalTable(columns, rows) };
    },
  },

  calculate: {
    operands: onPeriod,
    async act(context, call) {
      const period = await periodToCalculate(context, ...named(call));
      const result = await calculatePeriod(context, period.id, call.options.changed === true ? 'changed' : 'all');
      const statements = await periodStatements(context, period);
      const rows = statements.map(({ person, planName, total, currency }) => [
        person.name,
        planName.en,
        total,
        currency,
      ]);
      const columns = [{ header: 'person' }, { header: 'plan' }, { header: 'total', align: right }, { header: '' }];
      const counts = `${period.label}: ${result.statements} statements changed, ${result.unchanged} did not; ${result.exceptions} exceptions; ${result.credits.unassigned} amounts for nobody`;
      return { data: { ...result, statements: statements }, text: `${terminalTable(columns, rows)}\n\n${counts}` };
    },
  },

  exceptions: {
    operands: onPeriod,
    async act(context, call) {
      const exceptions = await exceptionViews(context, (await periodLabelled(context, ...named(call))).id);
      const rows = exceptions.map(({ code, person, text, explanation }) => [
        code,
        person?.name,
        text.en,
        explanation ?? '',
      ]);
      const columns = [{ header: 'code' }, { header: 'person' }, { header: 'what' }, { header: 'explained' }];
      return { data: { exceptions }, text: rows.length === 0 ? 'no exceptions' : terminalTable(columns, rows) };
    },
  },

  statement: {
    operands: ofPerson,
    async act(context, call) {
      const statements = await statementsOf(context, call);
      return { data: { statements }, text: statements.map(statementText).join('\n\n') };
    },
  },

  explain: {
    operands: ofPerson,
    async act(context, call) {
      const statements = await statementsOf(context, call);
      const line = call.options.line as number | undefined;
      const lines = statements.flatMap((statement) =>
        statement.lines.filter(({ index }) => line === undefined || index === line - 1),
      );
      if (lines.length === 0) throw new Refused('not-found', 'the statement has no such line', { found: line });
      return { data: { lines }, text: lines.map(lineText).join('\n\n') };
    },
  },

  review: step('review'),
  approve: step('approval'),
  close: step('closing'),
  'pay-out': step('payment'),
  reopen: step('reopening'),

  export: {
    operands: onPeriod,
    async act(context, call) {
      const { journal, layout } = call.options;
      const period = await periodLabelled(context, ...named(call));
      return exportPay(context, period, { journal: journal === true, layout: layout as string | undefined });
    },
  },

  simulate: { operands: ['the key of a plan'], act: simulatePlans },
};

async function statementsOf(context: WriteContext, call: PayCall): Promise<StatementView[]> {
  const period = await periodLabelled(context, ...named(call));
  const personId = await personCalled(context, call.operands[1]);
  const rows = await statementRows(context, { periodId: period.id, personId });
  if (rows.length === 0)
    throw new Refused('not-found', `${call.operands[1]} has no statement of ${period.label}; is it calculated?`);
  const views: StatementView[] = [];
  for (const row of rows) views.push(await statementView(context, row));
  return views;
}

function statementText({ person, planName, period, lines, total, currency, toDate }: StatementView): string {
  const rows = lines.map(({ index, componentName, deal, base, rate, amount }) => [
    index + 1,
    componentName.en,
    deal?.label ?? '',
    base,
    rate,
    amount,
  ]);
  const columns = [
    { header: '#', align: right },
    { header: 'component' },
    { header: 'deal' },
    { header: 'base', align: right },
    { header: 'rate', align: right },
    { header: 'amount', align: right },
  ];
  return `${person.name} · ${planName.en} · ${period.label}\n\n${terminalTable(columns, rows)}\n\ntotal ${total} ${currency}; this year ${toDate.total}`;
}

function lineText(line: StatementView['lines'][number]): string {
  const { index, componentName, deal, clauseText, clause, arithmetic, because, note, replays } = line;
  return [
    `${index + 1}  ${componentName.en}${deal === null ? '' : ` · ${deal.label}`}`,
    `   ${arithmetic.en}${replays ? '' : '  (doing it again gives another amount)'}`,
    `   clause ${clause}: ${clauseText?.en ?? ''}`,
    ...(because === null ? [] : [`   credited because: ${because.en}`]),
    ...(note === null ? [] : [`   ${note.en}`]),
  ].join('\n');
}
