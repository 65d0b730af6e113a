interface SparklineProps {
  readonly values: readonly (number | null)[];
  readonly width?: number;
  readonly height?: number;
}

/** The way a number went, in the size of a word; the last value carries a dot. */
export function Sparkline({ values, width = 96, height = 24 }: SparklineProps) {
  const known = values.filter((value): value is number => value !== null);
  if (known.length < 2) return null;
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const x = (at: number): number => 2 + (at / (values.length - 1)) * (width - 6);
  const y = (value: number): number => height - 3 - ((value - least) / (most - least || 1)) * (height - 6);
  let pen = 'M';
  let path = '';
  for (const [at, value] of values.entries()) {
    if (value === null) {
      pen = 'M';
      continue;
    }
    path += `${pen}${x(at).toFixed(1)},${y(value).toFixed(1)}`;
    pen = 'L';
  }
  const last = values.findLastIndex((value) => value !== null);
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden style={{ display: 'block' }}>
      <path d={path} fill="none" stroke="var(--qd-muted)" strokeWidth={1.25} />
      <circle cx={x(last)} cy={y(values[last] ?? 0)} r={2.5} fill="var(--qd-accent)" />
    </svg>
  );
}
