/**
 * Makes a text cell harmless in a spreadsheet: a text that a spreadsheet would run (= + - @, tab, carriage return, their
 * full-width forms, also behind spaces) gets an apostrophe in front. Numbers stay numbers: '-12.5' is left alone.
 * Source: OWASP CSV Injection.
 */
export function neutraliseFormula(text: string): string {
  if (/^-?\d+(\.\d+)?$/.test(text)) return text;
  return /^[\s\p{Cc}\u200b\ufeff]*[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text;
}

/** One cell of a CSV row (RFC 4180). */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
