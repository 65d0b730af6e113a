import type { Encoding } from '#platform/tabular/encoding.ts';
import { openText } from '#platform/tabular/open-source.ts';

/** A text file as trimmed lines; line i of the file is lines[i − 1]. */
export interface TextFile {
  readonly name: string;
  readonly lines: readonly string[];
}

export async function readTextFile(path: string, encoding?: Encoding): Promise<TextFile> {
  const source = await openText(path, encoding);
  const parts: string[] = [];
  for await (const chunk of source.chunks) parts.push(chunk);
  const text = parts.join('').replace(/^\uFEFF/, '');
  return { name: source.name, lines: text.split(/\r\n|\n|\r/).map((line) => line.trim()) };
}
