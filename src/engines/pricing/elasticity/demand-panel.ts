/** What was sold at which price: one entry per row in every list. */
export interface DemandPanel {
  readonly product: readonly string[];
  readonly segment?: readonly string[];
  readonly store?: readonly string[];
  /** Consecutive periods as whole numbers; absent when the order of the rows is not known. */
  readonly period?: ArrayLike<number>;
  /** Periods of a season: 12 for months; 1 for none. */
  readonly season: number;
  /** Above 0. */
  readonly price: ArrayLike<number>;
  /** 0 or above. */
  readonly quantity: ArrayLike<number>;
  /** 0 without promotion, 1 with one, or its depth. */
  readonly promotion?: ArrayLike<number>;
  /** Above 0. */
  readonly competitorPrice?: ArrayLike<number>;
  /** Unit cost, above 0; NaN where it is not known. */
  readonly cost?: ArrayLike<number>;
}

/** The rows of one product (in one segment, when asked for), cell by cell, each in time order. */
export interface DemandUnit {
  readonly product: string;
  readonly segment?: string;
  /** Rows of the panel. */
  readonly rows: Int32Array;
  /** Store (and segment) of each of `rows`, numbered from 0: each has a level of its own. */
  readonly cell: Int32Array;
  readonly cells: number;
}

/** Splits a panel into its products, or products × segments. */
export function demandUnits(panel: DemandPanel, bySegment: boolean): DemandUnit[] {
  const byKey = new Map<string, number[]>();
  panel.product.forEach((product, row) => {
    const key = bySegment ? `${product}\u0000${panel.segment?.[row] ?? ''}` : product;
    const rows = byKey.get(key);
    if (rows === undefined) byKey.set(key, [row]);
    else rows.push(row);
  });
  return [...byKey.values()].map((rows) => {
    const cells = new Map<string, number>();
    const cellOf = new Map<number, number>();
    for (const row of rows) {
      const name = `${panel.store?.[row] ?? ''}\u0000${bySegment ? '' : (panel.segment?.[row] ?? '')}`;
      if (!cells.has(name)) cells.set(name, cells.size);
      cellOf.set(row, cells.get(name)!);
    }
    const { period } = panel;
    const sorted = Int32Array.from(rows).sort(
      (a, b) => cellOf.get(a)! - cellOf.get(b)! || (period === undefined ? 0 : period[a] - period[b]) || a - b,
    );
    return {
      product: panel.product[rows[0]],
      ...(bySegment ? { segment: panel.segment?.[rows[0]] ?? '' } : {}),
      rows: sorted,
      cell: Int32Array.from(sorted, (row) => cellOf.get(row)!),
      cells: cells.size,
    };
  });
}
