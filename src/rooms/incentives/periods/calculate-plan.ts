import { createHash } from 'node:crypto';
import { type Attainment, calculateWithAttainments } from '#engines/commission/calculation/attainment.ts';
import type { Calculation } from '#engines/commission/calculation/calculation.ts';
import type { CalculationInput, Unassigned, Warning } from '#engines/commission/calculation/input.ts';
import {
  type StatementDocument,
  type StatementLine,
  statementDocument,
} from '#engines/commission/calculation/statement.ts';
import { adjustClosed } from '#engines/commission/closing/adjust.ts';
import type { Plan } from '#engines/commission/plan/plan.ts';
import { exactToText } from '#engines/commission/exact.ts';
import { engineVersion } from '#engines/commission/version.ts';
import { addMoney, money, moneyFromText, moneyToText } from '#kernel/money.ts';

/** One version of a plan with what it is calculated from. */
export interface VersionInput {
  readonly versionId: string;
  readonly plan: Plan;
  readonly textHash: string;
  readonly input: CalculationInput;
}

/** A correction of pay itself, on the statement of a period. */
export interface ManualLine {
  readonly personId: string;
  readonly period: string;
  readonly id: string;
  readonly amountMinor: bigint;
  readonly reason: string;
}

export interface PeriodSpan {
  readonly label: string;
  readonly fromOn: string;
  readonly throughOn: string;
}

export interface PlanBooks {
  /** Versions that held at some time, oldest first; the last is in force, or was last. */
  readonly versions: readonly VersionInput[];
  readonly period: PeriodSpan;
  /** Late changes go to the first open period; only then are closed books looked at. */
  readonly takesAdjustments: boolean;
  readonly closedPeriods: readonly string[];
  readonly closed: readonly StatementDocument[];
  readonly manual: readonly ManualLine[];
}

export interface PlanResult {
  /** Of the period, one for each person with a line or on the plan; in order of person. */
  readonly statements: readonly PersonStatement[];
  readonly unassigned: readonly Unassigned[];
  readonly warnings: readonly Warning[];
}

export interface PersonStatement {
  readonly document: StatementDocument;
  /** Hash of everything of this person that went in. */
  readonly inputHash: string;
  readonly drawDebtMinor: bigint;
  /** Decimal texts by measure: how far towards the quota. */
  readonly attainment: readonly { readonly measure: string; readonly quota: string; readonly total: string }[];
}

/** Whether one person's pay depends on what others sold, so that a plan is calculated whole. */
export function interdependent(plan: Plan): boolean {
  return plan.crediting.length > 0 || plan.components.some(({ kind }) => kind === 'override' || kind === 'pool');
}

/**
 * The statements of one period under a plan: what its versions pay in it, corrections by hand, and what closed periods
 * should have been less what they were. Pure: the same books give the same bytes, in any order of input.
 */
export function calculatePlan(books: PlanBooks): PlanResult {
  const { versions, period } = books;
  const span = { id: period.label, from: period.fromOn, through: period.throughOn };
  const all = versions.map(({ plan, input }, i) =>
    calculateWithAttainments(plan, input, i === versions.length - 1 ? [span] : []),
  );
  const calculations = all.map(({ calculation }) => calculation);
  const documents = mergedDocuments(calculations);
  for (const line of books.manual) addManual(documents, line, versions.at(-1)!.plan.currency, period);
  const recalculated = [...documents.values()];
  const { statements } = books.takesAdjustments
    ? adjustClosed({ periods: books.closedPeriods, statements: books.closed }, recalculated, period.label)
    : { statements: recalculated };
  const debts = drawDebts(calculations, period.label);
  const [attained] = all.at(-1)!.attainments;
  const hashes = inputHashes(versions);
  return {
    statements: statements
      .filter((document) => document.period === period.label)
      .map((document) => ({ ...document, from: period.fromOn, through: period.throughOn }))
      .sort((left, right) => (left.payee < right.payee ? -1 : 1))
      .map((document) => ({
        document,
        inputHash: hashes(document.payee),
        drawDebtMinor: debts.get(document.payee) ?? 0n,
        attainment: (attained.get(document.payee) ?? []).map(attainmentText),
      })),
    unassigned: calculations.flatMap(({ unassigned }) => unassigned),
    warnings: calculations.flatMap(({ warnings }) => warnings),
  };
}

/** As it is stored beside the statement. */
export function attainmentText({ measure, quota, total }: Attainment): PersonStatement['attainment'][number] {
  return { measure, quota: exactToText(quota, 6), total: exactToText(total, 6) };
}

/** By person and period; a version that has ended still takes back its returns, on the same statement. */
function mergedDocuments(calculations: readonly Calculation[]): Map<string, StatementDocument> {
  const documents = new Map<string, StatementDocument>();
  for (const { statements } of calculations) {
    for (const statement of statements) {
      const document = statementDocument(statement);
      const key = keyOf(document.payee, document.period);
      const known = documents.get(key);
      documents.set(key, known === undefined ? document : withLines(document, known.lines));
    }
  }
  return documents;
}

function addManual(
  documents: Map<string, StatementDocument>,
  line: ManualLine,
  currency: string,
  period: PeriodSpan,
): void {
  const key = keyOf(line.personId, line.period);
  const empty = { payee: line.personId, period: line.period, from: period.fromOn, through: period.throughOn, currency };
  const known = documents.get(key) ?? { ...empty, total: moneyToText(money(0n, currency)), lines: [] };
  const amount = moneyToText(money(line.amountMinor, currency));
  documents.set(
    key,
    withLines(known, [
      {
        component: 'manual',
        clause: '',
        kind: 'adjustment',
        credit: `adjustment:${line.id}`,
        base: amount,
        rate: '1',
        amount,
        note: line.reason,
      },
    ]),
  );
}

function withLines(document: StatementDocument, lines: readonly StatementLine[]): StatementDocument {
  const { currency } = document;
  const total = lines.reduce(
    (sum, line) => addMoney(sum, moneyFromText(line.amount, currency)!),
    moneyFromText(document.total, currency)!,
  );
  return { ...document, total: moneyToText(total), lines: [...document.lines, ...lines] };
}

function drawDebts(calculations: readonly Calculation[], label: string): Map<string, bigint> {
  const debts = new Map<string, bigint>();
  for (const { statements } of calculations) {
    for (const { payee, period, drawDebtMinor } of statements)
      if (period.id === label) debts.set(payee, (debts.get(payee) ?? 0n) + drawDebtMinor);
  }
  return debts;
}

/** A hash for each person over plan texts, engine and every row that is about them, in a fixed order. */
function inputHashes(versions: readonly VersionInput[]): (personId: string) => string {
  const shared = JSON.stringify([engineVersion, versions.map(({ textHash }) => textHash)]);
  const whole = versions.some(({ plan }) => interdependent(plan));
  const rowsOf = new Map<string, string[]>();
  const add = (person: string | undefined, row: unknown): void => {
    const key = whole ? '' : (person ?? '');
    const list = rowsOf.get(key) ?? [];
    list.push(JSON.stringify(withoutBigInts(row)));
    rowsOf.set(key, list);
  };
  for (const { input } of versions) {
    const owners = new Map<string, Set<string>>();
    for (const row of input.credits) {
      if (row.payee !== undefined) owners.set(row.id, (owners.get(row.id) ?? new Set()).add(row.payee));
    }
    for (const row of input.credits) {
      const people = row.payee === undefined ? [...(owners.get(row.reverses ?? '') ?? [undefined])] : [row.payee];
      for (const person of people) add(person, row);
    }
    for (const row of input.payees ?? []) add(row.payee, row);
    for (const row of input.quotas ?? []) add(row.payee, row);
  }
  const rates = JSON.stringify(
    versions.map(({ input }) => input.rates?.map(({ rate, ...row }) => [row, `${rate.n}/${rate.d}`])),
  );
  const common = createHash('sha256').update(shared).update(rates).digest('hex');
  const hashOf = (key: string): string => {
    const hash = createHash('sha256').update(common);
    for (const row of (rowsOf.get(key) ?? []).sort()) hash.update(row);
    return hash.digest('hex');
  };
  if (!whole) return hashOf;
  const ofAll = hashOf('');
  return () => ofAll;
}

/** What JSON can say, whole numbers of any size as text; keys stay in their order. */
function withoutBigInts(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutBigInts);
  const plain: Record<string, unknown> = {};
  for (const name in value) plain[name] = withoutBigInts((value as Record<string, unknown>)[name]);
  return plain;
}

function keyOf(personId: string, period: string): string {
  return `${personId} ${period}`;
}
