/**
 * The same text as a value of its own. A piece cut from a long text holds on to the whole of it in memory; what is kept after
 * the long text is done with must not.
 */
export function ownText(text: string): string {
  return text.length < longestCopied ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}

/** Shorter pieces are copied by the engine as it is (V8, SlicedString::kMinLength). */
const longestCopied = 13;
