import { buildDirectory } from '#engines/commission/calculation/directory.ts';
import type { CreditInput, PayeeInput } from '#engines/commission/calculation/input.ts';
import { creditTransactions } from '#engines/commission/crediting/credit-transactions.ts';
import {
  type Exact,
  add,
  compare,
  exact,
  exactToReplayText,
  exactToText,
  multiply,
  one,
  powerOfTen,
  subtract,
  zero,
} from '#engines/commission/exact.ts';
import type { Plan } from '#engines/commission/plan/plan.ts';
import { minorDigits } from '#kernel/currency.ts';
import { money, moneyToText } from '#kernel/money.ts';
import { withNames } from '../person-names.ts';
import type { SourceRow } from './load-sources.ts';
import { readShare } from './read-share.ts';
import type { SplitRow } from './splits.ts';

/** A credit as it is stored: unique by key, person and item. */
export interface DealCredit {
  readonly key: string;
  readonly personId: string;
  readonly item: string;
  readonly source: SourceRow;
  readonly share: string | null;
  readonly onTop: boolean;
  readonly role: string | null;
  readonly reason: string;
}

/** An amount of a deal that earns for nobody, or for more than it is. */
export interface Unearned {
  readonly source: SourceRow;
  readonly personId: string | null;
  readonly amountMinor: bigint | null;
  readonly code: string;
  readonly reason: string;
  readonly fix: string;
}

export interface CreditedDeals {
  readonly credits: readonly DealCredit[];
  readonly unearned: readonly Unearned[];
  readonly skipped: ReadonlyMap<string, number>;
}

export interface CreditingSetting {
  /** The rules, compiled. */
  readonly policy: Plan;
  readonly payees: readonly PayeeInput[];
  readonly splits: readonly SplitRow[];
  readonly nameOf: (personId: string) => string;
}

/** How a row is known on statements. The first event of a deal is its root, so that later ones follow its people. */
export function creditKey({ event, kind, id }: Pick<SourceRow, 'event' | 'kind' | 'id'>): string {
  return event === 'delivery' ? `delivery:${id}` : `${kind}:${id}`;
}

/**
 * Who is credited for which deal and why. Pure: the rules of the policy over what was sold; every row ends as a credit, as
 * unearned with reason and fix, or as skipped with a count.
 */
export function creditDeals(sources: readonly SourceRow[], setting: CreditingSetting): CreditedDeals {
  const { policy, nameOf } = setting;
  const known = new Set(setting.payees.map(({ payee }) => payee));
  const skipped = new Map<string, number>();
  const unearned: Unearned[] = [];
  const splitsOf = Map.groupBy(setting.splits, ({ sourceKind, sourceId }) => `${sourceKind}:${sourceId}`);
  const sourceOf = new Map<string, SourceRow>();
  const rows: CreditInput[] = [];
  for (const source of sources) {
    const key = creditKey(source);
    const leave = (code: string, reason: string, fix: string): void =>
      void unearned.push({ source, personId: null, amountMinor: source.amountMinor, code, reason, fix });
    if (source.date === null) leave('no-date', 'the row has no date', 'fill in the date');
    else if (source.amountMinor === null) leave('no-amount', 'the row has no amount', 'fill in the amount');
    else if (source.amountMinor === 0n && source.event !== 'meeting')
      skipped.set('amount of zero', (skipped.get('amount of zero') ?? 0) + 1);
    else {
      sourceOf.set(key, source);
      rows.push({
        id: key,
        deal: key === source.root ? undefined : source.root,
        date: source.date,
        amount: exact(source.amountMinor),
        attributes: attributesOf(policy, source, splitsOf),
      });
    }
  }
  const directory = buildDirectory(policy, setting.payees);
  const credited = creditTransactions(policy, rows, directory);
  for (const { row, code, reason, fix } of credited.uncredited) {
    const source = sourceOf.get(row.id)!;
    unearned.push({
      source,
      personId: null,
      amountMinor: source.amountMinor,
      code,
      reason: withNames(reason, nameOf),
      fix,
    });
  }
  const role = policy.reads.creditColumns.indexOf('role');
  const credits: DealCredit[] = [];
  for (const [key, parts] of Map.groupBy(credited.rows, ({ id }) => id)) {
    const source = sourceOf.get(key)!;
    const stranger = parts.find(({ payee }) => payee === undefined || !known.has(payee));
    if (stranger !== undefined) {
      const reason = `${stranger.payee ?? 'the row'} is no person here`;
      unearned.push({
        source,
        personId: null,
        amountMinor: source.amountMinor,
        code: 'unknown-person',
        reason,
        fix: 'give the deal an owner who is a person, or correct the rule',
      });
      continue;
    }
    const over = balance(source, parts, unearned, nameOf);
    if (over) continue;
    const own = splitsOf.get(source.root) ?? [];
    for (const { payee, share, onTop, reason, item, attributes } of parts) {
      credits.push({
        key,
        personId: payee!,
        item: item ?? '',
        source,
        share: share === undefined ? null : exactToReplayText(share),
        onTop: onTop === true,
        role: attributes[role] ?? own.find(({ personId, onTop: top }) => personId === payee && !top)?.role ?? null,
        reason: withNames(reason ?? '', nameOf),
      });
    }
    for (const { personId, share, role: ownRole } of own.filter(({ onTop }) => onTop)) {
      const reason = ownRole === null ? `split: ${share} on top` : `split: ${share} on top as ${ownRole}`;
      credits.push({
        key,
        personId,
        item: `+${ownRole ?? 'overlay'}`,
        source,
        share: exactToReplayText(readShare(share)!),
        onTop: true,
        role: ownRole,
        reason,
      });
    }
  }
  return { credits, unearned, skipped };
}

/** Lists what direct parts leave over; true when they give away more than there is, and nothing may be credited. */
function balance(
  source: SourceRow,
  parts: readonly CreditInput[],
  unearned: Unearned[],
  nameOf: (id: string) => string,
): boolean {
  const direct = parts.filter(({ onTop }) => onTop !== true);
  const total = direct.reduce((sum, { share }) => add(sum, share ?? one), zero);
  const order = compare(total, one);
  if (order === 0) return false;
  const stated = direct.map(({ payee, share }) => `${nameOf(payee!)} ${percent(share ?? one)}`).join(' + ');
  const rest = multiply(exact(source.amountMinor!), subtract(one, total));
  unearned.push({
    source,
    personId: null,
    amountMinor: order > 0 ? source.amountMinor : rest.n / rest.d,
    code: order > 0 ? 'over-assigned' : 'under-assigned',
    reason: `${stated} = ${percent(total)}`,
    fix: 'correct the split or the rules so that direct shares make 100 % (thirds are written 1/3)',
  });
  return order > 0;
}

function attributesOf(
  policy: Plan,
  source: SourceRow,
  splitsOf: ReadonlyMap<string, readonly SplitRow[]>,
): (string | undefined)[] {
  return policy.reads.creditColumns.map((column) => {
    const name = column.toLowerCase();
    if (name !== 'splits') return planAttribute(source, name);
    const direct = (splitsOf.get(source.root) ?? []).filter(({ onTop }) => !onTop);
    return direct.map(({ personId, share }) => `${personId}=${share}`).join('; ') || undefined;
  });
}

const ofCost = new Set(['cost', 'margin', 'gross_profit']);

/** Under which name a deal has what a plan or rule asks of it. */
export function attributeBehind(column: string): string {
  const name = column.toLowerCase();
  return ofCost.has(name) ? 'cost_minor' : name;
}

/** What a plan or rule may ask of a deal, by name. Money is decimal text in the deal's currency. */
export function planAttribute(
  source: Pick<SourceRow, 'attributes' | 'amountMinor' | 'currency'>,
  name: string,
): string | undefined {
  const { attributes, amountMinor, currency } = source;
  const text = (minor: bigint): string => moneyToText(money(minor, currency));
  const cost = attributes.cost_minor ?? null;
  if (name === 'cost') return cost === null ? undefined : text(BigInt(cost));
  if (name === 'margin' || name === 'gross_profit')
    return cost === null || amountMinor === null ? undefined : text(amountMinor - BigInt(cost));
  return attributes[name] ?? undefined;
}

/** An amount in minor units as the engine's exact number of whole units. */
export function exactAmount(minor: bigint, currency: string): Exact {
  return exact(minor, powerOfTen(minorDigits(currency)));
}

function percent(share: Exact): string {
  return `${exactToText(multiply(share, { n: 100n, d: 1n }), 4)} %`;
}
