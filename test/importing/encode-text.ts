const tables = new Map<string, Map<string, readonly number[]>>();

/** Text in a two-byte encoding, the reverse of what the decoder of the platform does. */
export function encodeText(text: string, encoding: 'gb18030' | 'big5'): Uint8Array {
  const table = tables.get(encoding) ?? tableOf(encoding);
  tables.set(encoding, table);
  return Uint8Array.from(
    Array.from(text).flatMap((character) => {
      if (character < '\u0080') return [character.charCodeAt(0)];
      const bytes = table.get(character);
      if (bytes === undefined) throw new RangeError(`${character} has no two-byte code in ${encoding}`);
      return bytes;
    }),
  );
}

function tableOf(encoding: string): Map<string, readonly number[]> {
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const characters = Array.from(decoder.decode(Uint8Array.of(lead, trail)));
      if (characters.length === 1 && characters[0] !== '\ufffd' && !table.has(characters[0]))
        table.set(characters[0], [lead, trail]);
    }
  }
  return table;
}

/** UTF-16 in either byte order, with or without the mark. */
export function encodeUtf16(text: string, order: 'le' | 'be', mark: boolean): Uint8Array {
  const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}
