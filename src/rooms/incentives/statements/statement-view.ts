import type { z } from 'zod';
import type { StatementDocument, StatementLine } from '#engines/commission/calculation/statement.ts';
import { describePlan } from '#engines/commission/explanation/describe-plan.ts';
import { explainLine } from '#engines/commission/explanation/explain-line.ts';
import type { Exact } from '#engines/commission/exact.ts';
import type { PlanDocument } from '#engines/commission/plan/schema.ts';
import { minorDigits } from '#kernel/currency.ts';
import type { LocalText } from '#kernel/local-text.ts';
import { money, moneyFromText, moneyToText } from '#kernel/money.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { type PersonNames, personNames } from '../person-names.ts';
import { asWritten, componentName, inWords, saidByEngine } from '../plan-words.ts';
import { compileText, planVersions } from '../plans/index.ts';
import type { statementLineSchema, statementSchema } from './contract.ts';
import { type DealLabel, dealLabels } from './deal-labels.ts';
import { type StatementRow, statementDocuments, statementRows, statementSummary } from './statement-store.ts';

type LineView = z.input<typeof statementLineSchema>;

/** A statement with every line traced: the deal, the clause in words, the arithmetic done again, and what changed. */
export async function statementView(
  context: WriteContext,
  row: StatementRow,
): Promise<z.input<typeof statementSchema>> {
  const { currency, personId, planId } = row;
  const siblings = await statementRows(context, { personId, planId, all: true, limit: 500 });
  const revisions = siblings.filter(({ periodId }) => periodId === row.periodId);
  const previous = revisions.find(({ revision }) => revision === row.revision - 1);
  const toDate = siblings.filter((one) => one.latest && sameYear(one, row) && one.throughOn < row.fromOn);
  const earlier = siblings.find((one) => one.latest && one.throughOn < row.fromOn);
  const documents = await statementDocuments(
    context,
    [row, ...(previous === undefined ? [] : [previous]), ...toDate].map(({ id }) => id),
  );
  const document = documents.get(row.id)!;
  const before = previous === undefined ? undefined : documents.get(previous.id);
  const [version] = await planVersions(context, { id: row.planVersionId });
  const compiled = version === undefined ? undefined : compileText(version.text);
  const plan = compiled?.document;
  const unit = compiled?.plan.rounding.unit ?? { n: 1n, d: 10n ** BigInt(minorDigits(currency)) };
  const names = await personNames(context.tx);
  const keys = [document, before].flatMap(
    (one) => one?.lines.flatMap(({ credit, note }) => [credit ?? [], note?.match(creditKeys) ?? []].flat()) ?? [],
  );
  const labels = await dealLabels(context, [...new Set(keys)]);
  const own = personId === context.viewer.personId && context.viewer.seenAsBy === undefined;
  const inYear = [document, ...toDate.flatMap(({ id }) => documents.get(id) ?? [])];
  const text = (minor: bigint): string => moneyToText(money(minor, currency));
  return {
    ...statementSummary(row, names),
    drawDebt: row.drawDebtMinor === 0n ? null : text(row.drawDebtMinor),
    byComponent: byComponent(document, inYear, plan),
    toDate: {
      total: text([row, ...toDate].reduce((sum, { totalMinor }) => sum + totalMinor, 0n)),
      periods: toDate.length + 1,
    },
    lines: lineViews(document, plan, unit, labels, names),
    quotas: row.attainment.map(({ measure, quota, total }) => ({
      measure,
      quota,
      credited: total,
      attainment: Number(quota) === 0 ? null : Number(total) / Number(quota),
    })),
    changes: before === undefined ? [] : changesOf(before, document, plan, labels),
    before: earlier === undefined ? null : text(earlier.totalMinor),
    calculatedAt: row.calculatedAt,
    hash: row.hash,
    inputHash: row.inputHash,
    engineVersion: row.engineVersion,
    planVersionId: row.planVersionId,
    may: { acknowledge: own && row.latest && row.acknowledgedAt === null, dispute: own && row.latest },
  };
}

function sameYear(left: StatementRow, right: StatementRow): boolean {
  return left.fromOn.slice(0, 4) === right.fromOn.slice(0, 4);
}

function nameOf(plan: PlanDocument | undefined, id: string): LocalText {
  return plan === undefined ? { en: id, 'zh-Hans': id, 'zh-Hant': id } : componentName(plan, id);
}

function lineViews(
  document: StatementDocument,
  plan: PlanDocument | undefined,
  /** To which the plan rounds. */
  unit: Exact,
  labels: ReadonlyMap<string, DealLabel>,
  names: PersonNames,
): LineView[] {
  const clauses = plan === undefined ? [] : describePlan(plan);
  return document.lines.map((line, index): LineView => {
    const { inWords: arithmetic, replays } = explainLine(line, unit);
    const clause = clauses.find((one) => line.clause === one.clause || line.clause.startsWith(`${one.clause}/`));
    return {
      index,
      component: line.component,
      componentName: nameOf(plan, line.component),
      kind: line.kind,
      clause: line.clause,
      clauseText: clause === undefined ? null : inWords(clause.text),
      deal: line.credit === null ? null : (labels.get(line.credit) ?? null),
      from: line.from === undefined ? null : names(line.from),
      date: line.date ?? null,
      base: line.base,
      rate: line.rate,
      factor: line.factor ?? null,
      amount: line.amount,
      arithmetic: inWords(arithmetic),
      replays,
      note: noteOf(line, labels),
      because: line.because === undefined ? null : saidByEngine(line.because),
    };
  });
}

/** Credits as notes name them: 'opportunity:…'. */
const creditKeys = /\b[a-z]+:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** How a line came about; deals by their names. The reason of a correction by hand is as its author wrote it. */
function noteOf({ component, note }: StatementLine, labels: ReadonlyMap<string, DealLabel>): LineView['note'] {
  if (note === undefined) return null;
  if (component === 'manual') return asWritten(note);
  return saidByEngine(note.replaceAll(creditKeys, (key) => labels.get(key)?.label ?? key));
}

function sums(documents: readonly StatementDocument[]): Map<string, bigint> {
  const totals = new Map<string, bigint>();
  for (const { lines, currency } of documents) {
    for (const { component, amount } of lines)
      totals.set(component, (totals.get(component) ?? 0n) + moneyFromText(amount, currency)!.minor);
  }
  return totals;
}

function byComponent(document: StatementDocument, year: readonly StatementDocument[], plan: PlanDocument | undefined) {
  const [now, toDate] = [sums([document]), sums(year)];
  const text = (minor: bigint): string => moneyToText(money(minor, document.currency));
  return [...toDate].map(([component, minor]) => ({
    component,
    name: nameOf(plan, component),
    amount: text(now.get(component) ?? 0n),
    toDate: text(minor),
  }));
}

/** What each component and deal pays now against the revision before. */
function changesOf(
  before: StatementDocument,
  after: StatementDocument,
  plan: PlanDocument | undefined,
  labels: ReadonlyMap<string, DealLabel>,
): z.input<typeof statementSchema>['changes'] {
  const key = ({ component, credit }: StatementLine): string => `${component}\u0000${credit ?? ''}`;
  const side = ({ lines, currency }: StatementDocument): Map<string, bigint> => {
    const totals = new Map<string, bigint>();
    for (const line of lines)
      totals.set(key(line), (totals.get(key(line)) ?? 0n) + moneyFromText(line.amount, currency)!.minor);
    return totals;
  };
  const [old, now] = [side(before), side(after)];
  const text = (minor: bigint): string => moneyToText(money(minor, after.currency));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((each) => {
    const [was, is] = [old.get(each), now.get(each)];
    if (was === is) return [];
    const [component, credit] = each.split('\u0000');
    return [
      {
        component,
        componentName: nameOf(plan, component),
        deal: credit === '' ? null : (labels.get(credit)?.label ?? credit),
        before: was === undefined ? null : text(was),
        after: is === undefined ? null : text(is),
        difference: text((is ?? 0n) - (was ?? 0n)),
      },
    ];
  });
}
