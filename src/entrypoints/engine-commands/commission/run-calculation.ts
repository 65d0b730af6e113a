import {
  type Calculation,
  type StatementStream,
  calculate,
  streamStatements,
} from '#engines/commission/calculation/calculation.ts';
import type { CalculationInput } from '#engines/commission/calculation/input.ts';
import type { Period } from '#engines/commission/periods.ts';
import type { Plan } from '#engines/commission/plan/plan.ts';
import { type DataProblem, UnusableData } from '#kernel/unusable-data.ts';
import type { Encoding } from '#platform/tabular/encoding.ts';
import { WrongCall } from '../../command-arguments.ts';
import type { EngineCall, OptionSpec } from '../define-engine-command.ts';
import { findPeriod } from './find-period.ts';
import { type LoadedPlan, loadPlan } from './load-plan.ts';
import { CreditReader, type ReadCredits, streamCredits } from './read-credits.ts';
import { readPayees, readQuotas, readRates } from './read-terms.ts';

export const inputOptions: readonly OptionSpec[] = [
  {
    name: 'payees',
    kind: 'text',
    help: 'file of payees: payee, role, hired, left, manager, … (the columns the plan names)',
  },
  { name: 'quotas', kind: 'text', help: 'file of quotas: payee, period, quota [, measure]' },
  { name: 'rates', kind: 'text', help: 'file of exchange rates: date, currency, into, rate' },
];

export interface Loaded extends LoadedPlan {
  readonly input: CalculationInput;
  readonly notes: readonly string[];
}

/** Reads the plan and every file named by the call. */
export async function loadInput(call: EngineCall, planFile: string, creditsFile: string): Promise<Loaded> {
  const loaded = await loadPlan(planFile);
  const { plan } = loaded;
  const refuseAt =
    (who: 'credit' | 'payee') =>
    (column: string): DataProblem =>
      loaded.problemAt({ pointer: plan.reads.firstUse.get(`${who} ${column}`) ?? '', expected: '' });
  const option = (name: string): string | undefined => call.options[name] as string | undefined;
  const { credits, notes } = await readCreditsFile(call, creditsFile, plan, refuseAt('credit'));
  const [payees, quotas, rates] = [option('payees'), option('quotas'), option('rates')];
  if (payees === undefined && plan.reads.payeeColumns.length > 0) {
    const column = plan.reads.payeeColumns[0];
    const { line } = refuseAt('payee')(column);
    throw new WrongCall(`the plan reads payee.${column} (line ${line}): name the payees file with --payees`);
  }
  const input: CalculationInput = {
    credits,
    payees:
      payees === undefined ? undefined : readPayees(await call.readTable(payees), plan, call.map, refuseAt('payee')),
    quotas: quotas === undefined ? undefined : readQuotas(await call.readTable(quotas), plan, call.map),
    rates: rates === undefined ? undefined : readRates(await call.readTable(rates), plan, call.map),
  };
  return { ...loaded, input, notes };
}

/** Large files are read piece by piece; when that meets a problem the whole file is read, to report all of them. */
async function readCreditsFile(
  call: EngineCall,
  file: string,
  plan: Plan,
  refuseAt: (column: string) => DataProblem,
): Promise<ReadCredits> {
  const reader = (): CreditReader => new CreditReader(plan, call.map, refuseAt);
  const options = { encoding: call.options.encoding as Encoding | undefined };
  try {
    const streamed = await streamCredits(file, options, reader(), call.map.date ?? 'date');
    if (streamed !== undefined) return streamed;
  } catch (problem) {
    if (!(problem instanceof UnusableData)) throw problem;
  }
  return reader().add(await call.readTable(file));
}

/** Calculates all periods up to the one asked for, because draws, ramps and running totals need the earlier ones. */
export function calculatePeriod(plan: Plan, input: CalculationInput, label: string | undefined): Calculation {
  return calculate(plan, ofPeriod(plan, input, label));
}

/** All periods up to the one named, the earlier ones included. */
export function calculateThrough(plan: Plan, input: CalculationInput, label: string | undefined): Calculation {
  return calculate(plan, { ...ofPeriod(plan, input, label), from: undefined });
}

/** As calculatePeriod, one statement at a time. */
export function streamPeriod(plan: Plan, input: CalculationInput, label: string | undefined): StatementStream {
  return streamStatements(plan, ofPeriod(plan, input, label));
}

function ofPeriod(plan: Plan, input: CalculationInput, label: string | undefined): CalculationInput {
  if (label === undefined) return input;
  const period = periodNamed(plan, label);
  return { ...input, from: period.from, through: period.through };
}

function periodNamed(plan: Plan, label: string): Period {
  const period = findPeriod(plan.calendar, label);
  if (period !== undefined) return period;
  const example = plan.calendar.periodOf('2026-10-01')?.id ?? 'the id of a pay cycle of the plan';
  throw new WrongCall(`invalid --period: ${label} (a period of the plan such as ${example} is expected)`);
}
