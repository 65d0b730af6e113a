import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { unusable } from '#kernel/unusable-data.ts';
import { type Encoding, detectEncoding } from './encoding.ts';

export interface TextSource {
  /** File name for messages; 'standard input' for '-'. */
  readonly name: string;
  readonly encoding: Encoding;
  readonly chunks: AsyncIterable<string>;
}

/** Raw bytes of a file, a .gz file (unpacked) or '-' for standard input. */
export async function openBytes(path: string): Promise<{ name: string; bytes: Readable }> {
  if (path === '-') return { name: 'standard input', bytes: process.stdin };
  const name = basename(path);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw unusable('a file that exists', { file: path });
  if (found.isDirectory()) throw unusable('a file, not a folder', { file: path });
  const bytes = createReadStream(path, { highWaterMark: 1 << 18 });
  return { name, bytes: path.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes };
}

/** Decoded text, chunk by chunk; the encoding is detected from the first bytes unless one is given. */
export async function openText(path: string, encoding?: Encoding): Promise<TextSource> {
  const { name, bytes } = await openBytes(path);
  const iterator = bytes[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  const first = await iterator.next();
  const head: Uint8Array = first.done ? new Uint8Array() : first.value;
  const detected = encoding ?? detectEncoding(head.subarray(0, 1 << 16));
  if (detected === undefined) throw notText(name);
  return { name, encoding: detected, chunks: decode(name, detected, head, iterator) };
}

const notText = (name: string) =>
  unusable('text in UTF-8, UTF-16, GB18030 or Big5 (name it with --encoding)', { file: name, line: 1 });

async function* decode(
  name: string,
  encoding: Encoding,
  head: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let lines = 1;
  const step = (bytes: Uint8Array | undefined): string => {
    try {
      const text = bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
      for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) lines += 1;
      return text;
    } catch {
      throw unusable(`bytes that are valid ${encoding} text`, { file: name, line: lines });
    }
  };
  yield step(head);
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield step(next.value);
  yield step(undefined);
}

/** The same as UTF-8 bytes without a byte order mark, for readers that need no text. UTF-8 passes through unchanged. */
export async function openUtf8(
  path: string,
  encoding?: Encoding,
): Promise<{ name: string; chunks: AsyncIterable<Uint8Array> }> {
  const { name, bytes } = await openBytes(path);
  const iterator = bytes[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  const first = await iterator.next();
  const head: Uint8Array = first.done ? new Uint8Array() : first.value;
  const detected = encoding ?? detectEncoding(head.subarray(0, 1 << 16));
  if (detected === undefined) throw notText(name);
  return {
    name,
    chunks: detected === 'utf-8' ? plain(head, iterator) : encoded(decode(name, detected, head, iterator)),
  };
}

async function* plain(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? head.subarray(3) : head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}
