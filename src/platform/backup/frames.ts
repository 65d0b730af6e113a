/**
 * The container of a backup: a first line that names the format, then frames of one letter, a length (32 bits, big-endian) and
 * that many bytes.
 *
 *     H  header, JSON         T  a table begins, JSON     F  a file begins, JSON      D  data, zstd
 *     E  it ends, JSON        M  manifest, JSON           Z  SHA-256 of all bytes before this frame
 */
export const magic = Buffer.from('QUARTERDECK BACKUP 1\n');

export type FrameKind = 'H' | 'T' | 'F' | 'D' | 'E' | 'M' | 'Z';

export interface Frame {
  readonly kind: FrameKind;
  readonly payload: Buffer;
}

const kinds = new Set<string>(['H', 'T', 'F', 'D', 'E', 'M', 'Z']);
const headBytes = 5;
const largest = 64 * 1024 * 1024;

export function encodeFrame(kind: FrameKind, payload: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(headBytes + payload.byteLength);
  frame.write(kind, 0, 'latin1');
  frame.writeUInt32BE(payload.byteLength, 1);
  frame.set(payload, headBytes);
  return frame;
}

/** The file is not what was written: cut, altered, or no backup at all. */
export class BackupDamaged extends Error {
  /** What is damaged: a table, a file, the header, the manifest. */
  readonly part: string;

  constructor(part: string, detail: string) {
    super(`the backup is damaged in ${part}: ${detail}; nothing was restored`);
    this.name = 'BackupDamaged';
    this.part = part;
  }
}

/**
 * Cuts a stream of bytes into frames.
 * @param part tells which part is being read, for the message of a refusal
 * @throws BackupDamaged when the stream ends inside a frame or a frame cannot be one
 */
export async function* decodeFrames(source: AsyncIterable<Buffer>, part: () => string): AsyncGenerator<Frame> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;
  let started = false;
  for await (const chunk of source) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (!started) {
      if (rest.length < magic.length) continue;
      if (!rest.subarray(0, magic.length).equals(magic))
        throw new BackupDamaged('its first line', 'this is no backup of Quarterdeck');
      rest = rest.subarray(magic.length);
      offset = magic.length;
      started = true;
    }
    let at = 0;
    while (rest.length - at >= headBytes) {
      const kind = String.fromCharCode(rest[at]);
      const length = rest.readUInt32BE(at + 1);
      if (!kinds.has(kind) || length > largest)
        throw new BackupDamaged(part(), `no frame begins at byte ${offset + at}`);
      if (rest.length - at < headBytes + length) break;
      yield { kind: kind as FrameKind, payload: rest.subarray(at + headBytes, at + headBytes + length) };
      at += headBytes + length;
    }
    rest = rest.subarray(at);
    offset += at;
  }
  if (!started) throw new BackupDamaged('its first line', 'this is no backup of Quarterdeck');
  if (rest.length > 0) throw new BackupDamaged(part(), `it ends early, at byte ${offset + rest.length}`);
}
