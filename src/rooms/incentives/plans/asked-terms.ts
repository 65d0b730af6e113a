import type { Plan } from '#engines/commission/plan/plan.ts';
import type { z } from 'zod';
import { compileText } from './compile-text.ts';
import type { askedTermSchema } from './contract.ts';
import { knownValues } from './known-values.ts';
import { knownOfPeople } from './payees.ts';
import type { VersionRow } from './plan-store.ts';

/** Read only by finance, from the person's record: never typed on an assignment. */
const neverTyped = ['salary', 'hired'];

/** What a plan reads of people (payee.NAME), and where it is known from when an assignment says nothing of it. */
export function askedTerms(versions: readonly VersionRow[]): z.input<typeof askedTermSchema>[] {
  const plan = newest(versions);
  if (plan === undefined) return [];
  const inQuotas = JSON.stringify(plan.document.quotas ?? {}).matchAll(/payee\.(\w+)/g);
  const quotas = new Set([...inQuotas].map(([, name]) => name.toLowerCase()));
  const named = knownValues(plan.document).payee;
  const valuesOf = (name: string): string[] =>
    [...named].flatMap(([column, values]) => (column.toLowerCase() === name ? values : []));
  return plan.reads.payeeColumns
    .map((name) => name.toLowerCase())
    .filter((name) => !neverTyped.includes(name))
    .map((name) => ({
      name,
      otherwise: knownOfPeople.includes(name) ? 'record' : quotas.has(name) ? 'quota' : 'nothing',
      values: valuesOf(name),
    }));
}

/** The newest version that is or may come into force; their texts compile, for only such are saved. */
function newest(versions: readonly VersionRow[]): Plan | undefined {
  const row = versions.toSorted((left, right) => right.number - left.number).at(0);
  return row === undefined ? undefined : compileText(row.text).plan;
}
