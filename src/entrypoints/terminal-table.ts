export interface TerminalColumn {
  readonly header: string;
  readonly align?: 'left' | 'right';
}

/** Lays rows out in aligned columns; wide characters (汉字) count as two places. */
export function terminalTable(
  columns: readonly TerminalColumn[],
  rows: readonly (readonly (string | number | undefined)[])[],
): string {
  const texts = rows.map((row) => columns.map((_, i) => (row[i] === undefined ? '' : String(row[i]))));
  const widths = columns.map((column, i) =>
    Math.max(displayWidth(column.header), ...texts.map((row) => displayWidth(row[i]))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => pad(cell, widths[i], columns[i].align ?? 'left'))
      .join('  ')
      .trimEnd();
  return [
    line(columns.map((column) => column.header)),
    line(widths.map((width) => '─'.repeat(width))),
    ...texts.map(line),
  ].join('\n');
}

/** A one-line picture of a series: ▁▂▃▄▅▆▇█. */
export function sparkline(values: readonly number[]): string {
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  return values.map((value) => '▁▂▃▄▅▆▇█'[Math.min(7, Math.floor(((value - low) / span) * 8))]).join('');
}

/** A horizontal bar of at most `width` characters, for a share from 0 to 1. */
export function terminalBar(share: number, width = 24): string {
  return '█'.repeat(Math.round(Math.max(0, Math.min(1, share)) * width));
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'right' ? space + text : text + space;
}

function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    width +=
      code >= 0x1100 &&
      (code <= 0x115f ||
        (code >= 0x2e80 && code <= 0xa4cf) ||
        (code >= 0xac00 && code <= 0xd7a3) ||
        (code >= 0xf900 && code <= 0xfaff) ||
        (code >= 0xfe30 && code <= 0xfe6f) ||
        (code >= 0xff00 && code <= 0xff60) ||
        (code >= 0xffe0 && code <= 0xffe6) ||
        code >= 0x1f300)
        ? 2
        : 1;
  }
  return width;
}
