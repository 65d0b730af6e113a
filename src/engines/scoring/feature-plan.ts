import type { FeatureColumn } from './feature-column.ts';

/** How one column is read by a trained model. Plain data. */
export type PlannedFeature =
  | { readonly name: string; readonly kind: 'number' }
  | {
      readonly name: string;
      readonly kind: 'category';
      /** The values known by name; every other value counts as one more level, "other". */
      readonly levels: readonly string[];
    };

export interface FeaturePlan {
  readonly features: readonly PlannedFeature[];
  readonly excluded: readonly { readonly name: string; readonly reason: string }[];
}

/**
 * Encoded features, one array a feature: numbers as they are (NaN missing); categories as codes 0 … levels − 1, `levels`
 * for any other value, −1 for missing.
 */
export interface EncodedRows {
  readonly count: number;
  readonly numbers: readonly (Float64Array | undefined)[];
  readonly codes: readonly (Int32Array | undefined)[];
}

/** Categories kept by name, at most; the trees hold a category in one of 255 bins. */
const mostLevels = 120;
/** A category seen less often than this is pooled with other rare ones. */
const rareCount = 5;

const identifierName =
  /(^|[\s_-])(id|no|number|code|key|uuid|guid)$|[a-z](Id|ID|Number|No|Code|Key)$|(编号|号码|序号|代码|單號|单号)$/;

/** Chooses what can be learned from: leaves out empty and constant columns and identifiers, and says why. */
export function planFeatures(columns: readonly FeatureColumn[]): FeaturePlan {
  const features: PlannedFeature[] = [];
  const excluded: { name: string; reason: string }[] = [];
  for (const column of columns) {
    const counts = countValues(column);
    const filled = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const total = column.values.length;
    const reason = reasonAgainst(column, counts, filled, total);
    if (reason !== undefined) excluded.push({ name: column.name, reason });
    else if (column.kind === 'number') features.push({ name: column.name, kind: 'number' });
    else {
      const levels = [...counts]
        .filter(([, count]) => count >= rareCount)
        .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
        .slice(0, mostLevels)
        .map(([level]) => String(level));
      features.push({ name: column.name, kind: 'category', levels });
    }
  }
  return { features, excluded };
}

/** Reads columns by a plan. A planned column that is absent counts as missing everywhere. */
export function encodeColumns(plan: FeaturePlan, columns: readonly FeatureColumn[], count: number): EncodedRows {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const numbers: (Float64Array | undefined)[] = [];
  const codes: (Int32Array | undefined)[] = [];
  for (const feature of plan.features) {
    const column = byName.get(feature.name);
    if (feature.kind === 'number') {
      numbers.push(column === undefined ? new Float64Array(count).fill(Number.NaN) : readNumbers(column));
      codes.push(undefined);
    } else {
      numbers.push(undefined);
      codes.push(column === undefined ? new Int32Array(count).fill(-1) : readCodes(column, feature.levels));
    }
  }
  return { count, numbers, codes };
}

/** The given rows only. */
export function selectRows(encoded: EncodedRows, rows: Int32Array): EncodedRows {
  return {
    count: rows.length,
    numbers: encoded.numbers.map((values) => values && Float64Array.from(rows, (row) => values[row])),
    codes: encoded.codes.map((values) => values && Int32Array.from(rows, (row) => values[row])),
  };
}

function countValues(column: FeatureColumn): Map<string | number, number> {
  const counts = new Map<string | number, number>();
  for (const value of column.values) {
    if (value === undefined || Number.isNaN(value)) continue;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

function reasonAgainst(
  column: FeatureColumn,
  counts: ReadonlyMap<string | number, number>,
  filled: number,
  total: number,
): string | undefined {
  if (filled === 0) return 'no values';
  if (counts.size === 1 && filled === total) return 'the same value in every row';
  const mostlyOwn = counts.size > 0.9 * filled && filled >= 30;
  if (column.kind === 'category') {
    if (mostlyOwn || (counts.size > 0.5 * filled && filled >= 30)) return 'nearly every row has its own value';
    const kept = [...counts.values()].some((count) => count >= rareCount);
    return kept || filled < total ? undefined : 'no value occurs often enough to learn from';
  }
  const whole = mostlyOwn && column.values.every((value) => Number.isNaN(value) || Number.isInteger(value));
  return whole && identifierName.test(column.name)
    ? 'an identifier: a whole number of its own in every row'
    : undefined;
}

function readNumbers(column: FeatureColumn): Float64Array {
  if (column.kind === 'number') return column.values;
  return Float64Array.from(column.values, (text) => {
    const value = text === undefined ? Number.NaN : Number(text);
    return Number.isFinite(value) ? value : Number.NaN;
  });
}

function readCodes(column: FeatureColumn, levels: readonly string[]): Int32Array {
  const places = new Map(levels.map((level, code) => [level, code]));
  const codes = new Int32Array(column.values.length);
  for (let row = 0; row < codes.length; row++) {
    const value = column.values[row];
    const missing = value === undefined || Number.isNaN(value);
    codes[row] = missing ? -1 : (places.get(String(value)) ?? levels.length);
  }
  return codes;
}
