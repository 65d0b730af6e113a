import type { Usage } from '#kernel/trace.ts';

/** 12,345.6: grouped, at most `digits` decimals. */
export function number(value: number, digits = 1): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

export function percent(share: number, digits = 1): string {
  return `${(share * 100).toFixed(digits)}%`;
}

/** What was left out and how doubtful things were read. */
export function usageLines(usage: Usage, notes: readonly string[] = []): string[] {
  return [
    `used ${number(usage.used)} rows, left out ${number(usage.skipped)}`,
    ...usage.reasons.map(
      ({ reason, count, lines }) =>
        `  ${number(count)}: ${reason}${lines === undefined ? '' : ` (lines ${lines.slice(0, 5).join(', ')}${lines.length > 5 ? ', …' : ''})`}`,
    ),
    ...notes.map((note) => `note: ${note}`),
  ];
}
