import { type Exact, add, compare, exactToText, one, subtract, zero } from '../exact.ts';
import type { AdmissionNotes } from './admission.ts';
import { byText } from './directory.ts';
import type { CreditInput } from './input.ts';

export interface ResolvedRow {
  readonly row: CreditInput;
  readonly payee: string;
  readonly share: Exact;
}

/**
 * Gives every row its payees: its own, or (without one) those of the row it names in `deal`. Shares of one deal must
 * make 100 %: over it the deal is listed and not paid; under it the rest is listed. Returns pass through untouched.
 */
export function* resolvePayees(rows: readonly CreditInput[], notes: AdmissionNotes): Generator<ResolvedRow> {
  const shared = rows.some((row) => row.share !== undefined || (row.payee === undefined && row.reverses === undefined));
  if (!shared) {
    for (const row of rows) yield { row, payee: row.payee ?? '', share: one };
    return;
  }
  const splits = new Map<string, CreditInput[]>();
  for (const row of rows) {
    if (row.reverses !== undefined || row.payee === undefined || row.onTop === true) continue;
    const key = splitKey(row);
    const list = splits.get(key);
    if (list === undefined) splits.set(key, [row]);
    else list.push(row);
  }
  const broken = checkSplits(splits, notes);
  const byId = new Map<string, CreditInput[]>();
  for (const list of splits.values()) {
    if (broken.has(list[0])) continue;
    const known = byId.get(list[0].id);
    if (known === undefined) byId.set(list[0].id, list);
  }
  for (const row of rows) {
    if (row.reverses !== undefined) {
      yield { row, payee: row.payee ?? '', share: row.share ?? one };
    } else if (row.payee !== undefined && row.onTop === true) {
      yield { row, payee: row.payee, share: row.share ?? one };
    } else if (row.payee !== undefined) {
      if (!broken.has(splits.get(splitKey(row))![0])) yield { row, payee: row.payee, share: row.share ?? one };
    } else {
      const source = row.deal === undefined ? undefined : byId.get(row.deal);
      if (source === undefined) {
        notes.list(
          row,
          'no-payee',
          row.deal === undefined ? 'the row names no payee' : `no row says who is credited for deal ${row.deal}`,
          'name the payee, or the deal whose payees hold ("deal" column)',
        );
        continue;
      }
      for (const { payee, share } of source) yield { row, payee: payee!, share: share ?? one };
    }
  }
}

function splitKey(row: CreditInput): string {
  return `${row.id}\u0000${row.event ?? ''}\u0000${row.item ?? ''}`;
}

/** The first rows of splits that give away more than there is. */
function checkSplits(splits: ReadonlyMap<string, CreditInput[]>, notes: AdmissionNotes): Set<CreditInput> {
  const broken = new Set<CreditInput>();
  for (const list of splits.values()) {
    if (list.every(({ share }) => share === undefined)) continue;
    const parts = distinctParts(list);
    const total = parts.reduce((left, { share }) => add(left, share ?? one), zero);
    const order = compare(total, one);
    const negative = parts.some(({ share }) => share !== undefined && share.n < 0n);
    if (order === 0 && !negative) continue;
    const stated = `${parts.map(({ payee, share }) => `${payee} ${percent(share ?? one)}`).join(' + ')} = ${percent(total)}`;
    if (order > 0 || negative) {
      broken.add(list[0]);
      for (const row of list) {
        notes.list(
          row,
          'over-assigned',
          `the splits give away more than the deal: ${stated}`,
          'correct the shares so that they add up to 100 %; nothing of the deal is paid until then',
        );
      }
    } else {
      const { payee: _, ...rest } = list[0];
      notes.list(
        { ...rest, share: undefined },
        'under-assigned',
        `the splits leave a part to nobody: ${stated}`,
        'correct the shares so that they add up to 100 % (thirds are written 1/3)',
        subtract(one, total),
      );
    }
  }
  return broken;
}

/** One part for each payee: a row imported twice is counted once here and listed as a repeat later. */
function distinctParts(list: readonly CreditInput[]): CreditInput[] {
  const parts = new Map<string, CreditInput>();
  for (const row of list) {
    const key = `${row.payee}\u0000${row.share === undefined ? '' : `${row.share.n}/${row.share.d}`}\u0000${row.date}\u0000${row.amount?.n}`;
    parts.set(key, row);
  }
  return [...parts.values()].sort((left, right) => byText(left.payee ?? '', right.payee ?? ''));
}

function percent(share: Exact): string {
  return `${exactToText({ n: share.n * 100n, d: share.d }, 4)} %`;
}
