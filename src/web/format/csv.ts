/**
 * Rows as CSV text (RFC 4180) with a byte order mark, so that a spreadsheet reads 汉字 rightly. Text that a spreadsheet would
 * run as a formula gets an apostrophe before it; numbers stay numbers.
 */
export function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const runs = /^[\s\p{Cc}\u200b\ufeff]*[=+\-@\t\r＝＋－＠]/u.test(value);
  const safe = runs ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
