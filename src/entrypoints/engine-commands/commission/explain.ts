import { type Calculation } from '#engines/commission/calculation/calculation.ts';
import { statementDocument } from '#engines/commission/calculation/statement.ts';
import { describePlan } from '#engines/commission/explanation/describe-plan.ts';
import { explainLine } from '#engines/commission/explanation/explain-line.ts';
import { payoutCurve } from '#engines/commission/explanation/payout-curve.ts';
import type { ChartSpec } from '#kernel/chart.ts';
import { WrongCall } from '../../command-arguments.ts';
import type { EngineAnswer, EngineCall } from '../define-engine-command.ts';
import { type LoadedPlan, loadPlan } from './load-plan.ts';
import { calculatePeriod, loadInput } from './run-calculation.ts';

/** The plan in plain words; with a credits file also every line of the statements asked for, done again and traced. */
export async function explain(call: EngineCall): Promise<EngineAnswer> {
  const [planFile, creditsFile] = call.files;
  const language = call.options.language === 'zh' ? 'zh' : 'en';
  if (creditsFile === undefined) {
    const loaded = await loadPlan(planFile);
    return { json: { ...planPart(loaded), statements: [] }, text: planText(loaded, language) };
  }
  const loaded = await loadInput(call, planFile, creditsFile);
  const calculation = calculatePeriod(loaded.plan, loaded.input, call.options.period as string | undefined);
  const statements = explained(calculation, loaded, call);
  const payee = call.options.payee as string | undefined;
  return {
    json: { ...planPart(loaded), statements, unassigned: calculation.unassigned, warnings: calculation.warnings },
    text: [planText(loaded, language), ...statements.map(statementText)].join('\n\n'),
    plot: typeof call.options.plot === 'string' ? curveChart(calculation, loaded, payee) : undefined,
  };
}

function planPart(loaded: LoadedPlan) {
  const { plan } = loaded;
  return {
    plan: { id: plan.id, version: plan.document.version ?? null, currency: plan.currency },
    clauses: describePlan(plan.document).map(({ clause, text }) => ({ clause, line: lineOf(loaded, clause), text })),
  };
}

function explained(calculation: Calculation, loaded: LoadedPlan, call: EngineCall) {
  const { payee, credit } = call.options;
  const wanted = calculation.statements.filter((one) => payee === undefined || one.payee === payee);
  if (payee !== undefined && wanted.length === 0) {
    const known = [...new Set(calculation.statements.map((one) => one.payee))].slice(0, 10).join(', ');
    throw new WrongCall(`invalid --payee: ${String(payee)} (one with a statement is expected: ${known} …)`);
  }
  return wanted.flatMap((statement) => {
    const document = statementDocument(statement);
    const lines = document.lines
      .filter((line) => credit === undefined || line.credit === credit)
      .map((line) => ({ ...explainLine(line, loaded.plan.rounding.unit), planLine: lineOf(loaded, line.clause) }));
    return credit !== undefined && lines.length === 0 ? [] : [{ ...document, lines }];
  });
}

function lineOf(loaded: LoadedPlan, clause: string): number | undefined {
  return loaded.problemAt({ pointer: clause, expected: '' }).line;
}

function planText(loaded: LoadedPlan, language: 'en' | 'zh'): string {
  const clauses = describePlan(loaded.plan.document).map(
    ({ clause, text }) => `  ${loaded.file}:${lineOf(loaded, clause) ?? 1}  ${text[language]}`,
  );
  return [`${loaded.plan.id} (${loaded.plan.currency})`, ...clauses].join('\n');
}

function statementText(statement: ReturnType<typeof explained>[number]): string {
  const lines = statement.lines.map(
    ({ component, credit, from, arithmetic, amount, note, planLine }) =>
      `  ${component}${credit === null ? '' : ` ${credit}`}${from === undefined ? '' : ` (${from})`}: ${arithmetic} → ${amount}  [plan line ${planLine}${note === undefined ? '' : `; ${note}`}]`,
  );
  return [`${statement.payee} ${statement.period}: ${statement.total} ${statement.currency}`, ...lines].join('\n');
}

function curveChart(
  calculation: Calculation,
  { plan, input }: Awaited<ReturnType<typeof loadInput>>,
  wanted?: string,
): ChartSpec {
  const payee = wanted ?? calculation.statements[0]?.payee ?? '';
  const points = payoutCurve(plan, input, payee);
  return {
    kind: 'line',
    title: `${payee}: pay by sales`,
    subtitle: `${plan.id}, own credits scaled from 0 to 200 %`,
    x: points.map(({ share }) => `${Math.round(share * 100)}%`),
    series: [{ name: 'pay', values: points.map(({ pay }) => pay) }],
    marks: [{ x: '100%', label: 'as sold' }],
    value: { unit: 'money', currency: plan.currency },
  };
}
