import { type Weight, helvetica } from './helvetica.ts';

/** A stretch of text in one font: Latin in Helvetica, everything else in the reader's Chinese font. */
export interface Run {
  readonly font: 'latin' | 'chinese';
  /** As it stands between the angle brackets of a PDF string. */
  readonly hex: string;
}

/** Points that a text takes at a size. A sign that is not Latin takes the square of its size. */
export function widthOf(text: string, size: number, weight: Weight): number {
  let thousandths = 0;
  for (const sign of text) thousandths += helvetica(sign, weight)?.width ?? 1000;
  return (thousandths * size) / 1000;
}

export function runsOf(text: string, weight: Weight): Run[] {
  const runs: { font: Run['font']; hex: string }[] = [];
  for (const sign of text) {
    const latin = helvetica(sign, weight);
    const font = latin === undefined ? 'chinese' : 'latin';
    const hex = latin === undefined ? utf16(sign) : latin.code.toString(16).padStart(2, '0');
    const last = runs.at(-1);
    if (last?.font === font) last.hex += hex;
    else runs.push({ font, hex });
  }
  return runs;
}

function utf16(sign: string): string {
  return Array.from({ length: sign.length }, (_, at) => sign.charCodeAt(at).toString(16).padStart(4, '0')).join('');
}

/** Lines of a text that fit a width: broken at spaces and between Chinese signs, within a word only when it is too long. */
export function linesOf(text: string, width: number, size: number, weight: Weight): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.replace(/\s+/g, ' ').match(wordPattern) ?? []) {
    if (widthOf((line + word).trimEnd(), size, weight) <= width) {
      line += word;
      continue;
    }
    if (line.trim() !== '') lines.push(line.trimEnd());
    line = '';
    for (const sign of word.trimStart()) {
      if (line !== '' && widthOf(line + sign, size, weight) > width) {
        lines.push(line);
        line = '';
      }
      line += sign;
    }
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}

/** A Latin word with the space after it, or one other sign with the signs that may not begin a line. */
const wordPattern = /[\u0021-\u024f]+ ?|[^\u0021-\u024f][，。；：！？、）》」』”’]*/gu;
