import type { CreditInput } from '../calculation/input.ts';
import type { Directory } from '../calculation/directory.ts';
import { type Exact, add, compare, exactToText, multiply, one, subtract, zero } from '../exact.ts';
import type { Credit, PayeeTerms, Plan } from '../plan/plan.ts';
import { type CreditingRule, fold } from './crediting-rules.ts';
import { readSplits } from './read-splits.ts';

interface Assigned {
  readonly payee: string;
  readonly share: Exact;
  readonly onTop: boolean;
  readonly reason: string;
  readonly role?: string;
}

export interface Uncredited {
  readonly row: CreditInput;
  readonly code: 'no-rule' | 'unreadable-split' | 'several-fit';
  readonly reason: string;
  readonly fix: string;
}

export interface Credited {
  readonly rows: readonly CreditInput[];
  readonly uncredited: readonly Uncredited[];
}

/**
 * Turns deals, orders, invoices and payments that name no payee into credits, by the plan's rules (territory, owner,
 * split, overlay, specialist, partner), each with the reason. Direct rules share out exactly 100 %: a rule with a share
 * takes it, one without takes the rest. Rules on top credit besides. Whoever was credited for a deal is credited for its
 * invoices and payments in the same shares, whatever changed since; returns follow the rows that they reverse.
 */
export function creditTransactions(plan: Plan, rows: readonly CreditInput[], directory: Directory): Credited {
  if (plan.crediting.length === 0) return { rows, uncredited: [] };
  const roots = new Map<string, CreditInput>();
  for (const row of rows) {
    if (row.payee === undefined && row.reverses === undefined && !roots.has(row.id)) roots.set(row.id, row);
  }
  const known = new Map<CreditInput, readonly Assigned[] | Uncredited>();
  const assignmentOf = (row: CreditInput): readonly Assigned[] | Uncredited => {
    const root = (row.deal === undefined ? undefined : roots.get(row.deal)) ?? row;
    let found = known.get(root);
    if (found === undefined) {
      found = assign(plan, root, directory);
      known.set(root, found);
    }
    return found;
  };
  const hasPayees = new Set(rows.filter(({ payee }) => payee !== undefined).map(({ id }) => id));
  const credited: CreditInput[] = [];
  const uncredited: Uncredited[] = [];
  const role = plan.reads.creditColumns.indexOf('role');
  for (const row of rows) {
    const isGiven =
      row.payee !== undefined || row.reverses !== undefined || (row.deal !== undefined && hasPayees.has(row.deal));
    if (isGiven) {
      credited.push(row);
      continue;
    }
    const found = assignmentOf(row);
    if ('code' in found) uncredited.push({ ...found, row });
    else for (const one of found) credited.push(asCredit(row, one, role));
  }
  return { rows: credited, uncredited };
}

function assign(plan: Plan, row: CreditInput, directory: Directory): readonly Assigned[] | Uncredited {
  const assigned: Assigned[] = [];
  let left = one;
  const view = creditView(row);
  for (const rule of plan.crediting) {
    if (!rule.where(view, nobody(plan))) continue;
    const full = !rule.onTop && rule.share === undefined && rule.kind !== 'split';
    if (full && left.n <= 0n) continue;
    const payees = payeesOf(rule, row, directory);
    if (!Array.isArray(payees)) return { row, ...(payees as Omit<Uncredited, 'row'>) };
    for (const { payee, share, why } of payees) {
      const taken = rule.kind === 'split' ? share : multiply(share, rule.share ?? (rule.onTop ? one : left));
      assigned.push({
        payee,
        share: taken,
        onTop: rule.onTop,
        role: rule.role,
        reason: `${rule.id}: ${why}, ${percent(taken)}`,
      });
    }
    if (!rule.onTop && payees.length > 0) {
      left = subtract(
        left,
        payees.reduce(
          (sum, { share }) => add(sum, rule.kind === 'split' ? share : multiply(share, rule.share ?? left)),
          zero,
        ),
      );
    }
  }
  if (assigned.some(({ onTop }) => !onTop)) return merged(assigned);
  return {
    row,
    code: 'no-rule',
    reason: 'no crediting rule fits, so nobody is credited',
    fix: 'name the payee, complete the territory map, or add a rule to the plan (crediting)',
  };
}

type Found = { readonly payee: string; readonly share: Exact; readonly why: string }[];

function payeesOf(rule: CreditingRule, row: CreditInput, directory: Directory): Found | Omit<Uncredited, 'row'> {
  if (rule.payee !== undefined) return [{ payee: rule.payee, share: one, why: `always ${rule.payee}` }];
  const text = row.attributes[rule.slot!]?.trim() ?? '';
  if (text === '') return [];
  const why = `${rule.column} is ${text}`;
  if (rule.kind === 'split') {
    const parts = readSplits(text);
    if (parts !== undefined) return parts.map(({ payee, share }) => ({ payee, share, why: `split ${text}` }));
    return {
      code: 'unreadable-split',
      reason: `the split ${JSON.stringify(text)} cannot be read`,
      fix: "write it as 'Ann 50%; Bob 50%'",
    };
  }
  if (rule.map !== undefined) {
    const payee = rule.map.get(fold(text));
    return payee === undefined ? [] : [{ payee, share: one, why }];
  }
  if (rule.payeeSlot === undefined) return [{ payee: text, share: one, why }];
  const matching = directory.payees.filter((payee) => {
    const terms = directory.termsOn(payee, row.date);
    return terms !== undefined && fold(terms.attributes[rule.payeeSlot!] ?? '') === fold(text);
  });
  if (matching.length <= 1) return matching.map((payee) => ({ payee, share: one, why }));
  return {
    code: 'several-fit',
    reason: `${why}, which fits ${matching.join(', ')}`,
    fix: 'give the territory to one payee at a time, or share it with a split',
  };
}

/** A payee whom several direct rules credit gets one credit with the sum. */
function merged(assigned: readonly Assigned[]): Assigned[] {
  const result = new Map<string, Assigned>();
  for (const one of assigned) {
    const key = `${one.payee}\u0000${one.onTop ? one.reason : ''}\u0000${one.role ?? ''}`;
    const same = result.get(key);
    result.set(
      key,
      same === undefined
        ? one
        : { ...same, share: add(same.share, one.share), reason: `${same.reason}; ${one.reason}` },
    );
  }
  return [...result.values()];
}

function asCredit(row: CreditInput, { payee, share, onTop, role, reason }: Assigned, roleSlot: number): CreditInput {
  const attributes =
    role === undefined || roleSlot === -1
      ? row.attributes
      : row.attributes.map((text, slot) => (slot === roleSlot ? role : text));
  const item = onTop ? `${row.item ?? ''}+${role ?? 'overlay'}` : row.item;
  return {
    ...row,
    payee,
    share: compare(share, one) === 0 ? undefined : share,
    onTop: onTop || undefined,
    item,
    attributes,
    reason,
  };
}

function creditView(row: CreditInput): Credit {
  return { ...row, payee: '', amount: row.amount ?? zero };
}

function nobody(plan: Plan): PayeeTerms {
  return { id: '', from: '0001-01-01', status: 'active', attributes: plan.reads.payeeColumns.map(() => undefined) };
}

function percent(share: Exact): string {
  return `${exactToText(multiply(share, { n: 100n, d: 1n }), 4)} %`;
}
