import type { Exact } from '../exact.ts';
import { one } from '../exact.ts';
import { compileCreditFilter } from '../plan/compile-filter.ts';
import type { PlanCompiler } from '../plan/compiler.ts';
import type { CreditTest } from '../plan/plan.ts';
import type { PlanDocument } from '../plan/schema.ts';

type RuleDocument = NonNullable<PlanDocument['crediting']>[number];

/** Who is credited for a deal that names no payee. Rules are asked in the order of the plan. */
export interface CreditingRule {
  readonly id: string;
  readonly kind: RuleDocument['kind'];
  readonly clause: string;
  readonly where: CreditTest;
  /** A fixed payee. */
  readonly payee?: string;
  /** Slot of the credit column that names the payee, or is looked up. */
  readonly slot?: number;
  readonly column?: string;
  readonly map?: ReadonlyMap<string, string>;
  /** Slot of the payee column that must equal the credit column. */
  readonly payeeSlot?: number;
  /** Left out: all that earlier rules left. */
  readonly share?: Exact;
  readonly onTop: boolean;
  readonly role?: string;
}

const usualColumns: Readonly<Record<RuleDocument['kind'], string>> = {
  owner: 'owner',
  territory: 'territory',
  split: 'splits',
  overlay: 'overlay',
  specialist: 'product',
  partner: 'partner',
};

/** Compiles the `crediting` part of a plan; problems go to the compiler. */
export function compileCrediting(compiler: PlanCompiler, documents: PlanDocument['crediting']): CreditingRule[] {
  return (documents ?? []).map((document, index) => {
    const clause = `/crediting/${index}`;
    if (document.payee !== undefined && document.map !== undefined) compiler.report(clause, 'payee or map, not both');
    const column = document.column ?? usualColumns[document.kind];
    const needsColumn = document.payee === undefined;
    const share = document.share === undefined ? undefined : compiler.constant(document.share, `${clause}/share`, one);
    if (share !== undefined && (share.n <= 0n || share.n > share.d)) {
      compiler.report(`${clause}/share`, 'a share above 0% and up to 100%', String(document.share));
    }
    if (
      document.kind === 'specialist' &&
      document.payee === undefined &&
      document.map === undefined &&
      document.column === undefined
    ) {
      compiler.report(clause, 'a map from product to payee, or the column that names the specialist');
    }
    return {
      id: document.id,
      kind: document.kind,
      clause,
      where: compileCreditFilter(compiler, document.where, `${clause}/where`),
      payee: document.payee,
      ...(needsColumn ? { column, slot: compiler.creditSlot(column, `${clause}/column`, false) } : {}),
      ...(document.map === undefined
        ? {}
        : { map: new Map(Object.entries(document.map).map(([key, payee]) => [fold(key), payee])) }),
      ...(document.payees === undefined
        ? {}
        : { payeeSlot: compiler.payeeSlot(document.payees, `${clause}/payees`, false) }),
      share,
      onTop: document.onTop ?? document.kind === 'overlay',
      role: document.role,
    };
  });
}

export function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
