import type { z } from 'zod';
import { moneyFromText, money, moneyToText } from '#kernel/money.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { personNames } from '../person-names.ts';
import { componentName, planName } from '../plan-words.ts';
import { compileText, inForce, loadPersonTerms, planVersions } from '../plans/index.ts';
import type { myPaySchema } from './contract.ts';
import { statementDocuments, statementRows, statementSummary } from './statement-store.ts';

/** What the viewer earns: now, this year to date, period by period. */
export async function myPay(context: WriteContext): Promise<z.input<typeof myPaySchema>> {
  const { personId } = context.viewer;
  const names = await personNames(context.tx);
  const rows = await statementRows(context, { personId, limit: 100 });
  const year = context.today.slice(0, 4);
  const inYear = rows.filter(({ fromOn, throughOn }) => fromOn.slice(0, 4) === year || throughOn.slice(0, 4) === year);
  const documents = await statementDocuments(
    context,
    inYear.map(({ id }) => id),
  );
  const versions = await planVersions(context);
  const totals = new Map<string, bigint>();
  const components = new Map<string, { component: string; currency: string; planVersionId: string; minor: bigint }>();
  for (const row of inYear) {
    totals.set(row.currency, (totals.get(row.currency) ?? 0n) + row.totalMinor);
    for (const { component, amount } of documents.get(row.id)?.lines ?? []) {
      const key = `${row.planId} ${component} ${row.currency}`;
      const known = components.get(key) ?? {
        component,
        currency: row.currency,
        planVersionId: row.planVersionId,
        minor: 0n,
      };
      known.minor += moneyFromText(amount, row.currency)!.minor;
      components.set(key, known);
    }
  }
  const own = (await loadPersonTerms(context, false)).filter(
    (one) => one.personId === personId && one.planId !== undefined,
  );
  const plans = own.flatMap(({ planId, from, through }) => {
    const version = inForce(
      versions.filter((row) => row.planId === planId),
      through ?? context.today,
    );
    if (version === undefined) return [];
    return [
      {
        planId: planId!,
        planVersionId: version.id,
        name: planName(compileText(version.text).document),
        fromOn: from,
        throughOn: through ?? null,
      },
    ];
  });
  const nameOfComponent = (versionId: string, component: string) => {
    const version = versions.find(({ id }) => id === versionId);
    const plain = { en: component, 'zh-Hans': component, 'zh-Hant': component };
    return version === undefined ? plain : componentName(compileText(version.text).document, component);
  };
  const newest = rows[0]?.throughOn;
  return {
    person: names(personId),
    plans,
    current: rows.filter(({ throughOn }) => throughOn === newest).map((row) => statementSummary(row, names)),
    history: rows.map((row) => statementSummary(row, names)),
    toDate: [...totals].map(([currency, minor]) => ({ currency, total: moneyToText(money(minor, currency)) })),
    byComponent: [...components.values()].map(({ component, currency, planVersionId, minor }) => ({
      component,
      name: nameOfComponent(planVersionId, component),
      currency,
      amount: moneyToText(money(minor, currency)),
    })),
  };
}
