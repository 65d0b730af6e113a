import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import type { z } from 'zod';
import { BackupDamaged, decodeFrames, encodeFrame, type Frame, magic } from './frames.ts';
import {
  type BackupHeader,
  type BackupManifest,
  endSchema,
  fileSchema,
  headerSchema,
  manifestSchema,
  tableSchema,
} from './manifest.ts';

/** One part of a backup; its bytes must be read to the end before the next part comes. */
export interface BackupPart {
  readonly kind: 'table' | 'file';
  readonly name: string;
  readonly columns: readonly string[];
  /** The uncompressed bytes. Ends with a refusal when they are not those that were written. */
  readonly bytes: AsyncGenerator<Buffer, number>;
}

const decompress = promisify(zstdDecompress);
const largestChunk = 256 * 1024 * 1024;

/**
 * Reads a backup from front to back, checking every hash on the way; nothing it hands out is to be kept before it has ended.
 * @throws BackupDamaged naming the damaged part
 */
export class BackupReader {
  readonly #frames: AsyncGenerator<Frame>;
  readonly #whole: Hash = createHash('sha256').update(magic);
  readonly #seen: BackupManifest = { tables: [], files: [] };
  #part = 'the header';
  bytes = magic.length;

  constructor(file: string) {
    this.#frames = decodeFrames(createReadStream(file, { highWaterMark: 1024 * 1024 }), () => this.#part);
  }

  async header(): Promise<BackupHeader> {
    return this.#json(headerSchema, await this.#expect('H'));
  }

  /** The parts in order, then the manifest is compared with what was read. */
  async *parts(): AsyncGenerator<BackupPart> {
    for (;;) {
      const frame = await this.#next();
      if (frame.kind === 'T') {
        const { table, columns } = this.#json(tableSchema, frame);
        this.#part = `table ${table}`;
        yield { kind: 'table', name: table, columns, bytes: this.#data('table', table) };
      } else if (frame.kind === 'F') {
        const { file } = this.#json(fileSchema, frame);
        this.#part = `file ${file}`;
        yield { kind: 'file', name: file, columns: [], bytes: this.#data('file', file) };
      } else {
        await this.#finish(frame);
        return;
      }
    }
  }

  get manifest(): BackupManifest {
    return this.#seen;
  }

  async close(): Promise<void> {
    await this.#frames.return(undefined);
  }

  async *#data(kind: 'table' | 'file', name: string): AsyncGenerator<Buffer, number> {
    const hash = createHash('sha256');
    let bytes = 0;
    for (;;) {
      const frame = await this.#next();
      if (frame.kind === 'E') {
        const end = this.#json(endSchema, frame);
        if (end.bytes !== bytes || end.sha256 !== hash.digest('hex'))
          throw this.#damaged('its bytes are not those that were saved');
        if (kind === 'table') this.#seen.tables.push({ table: name, ...end });
        else this.#seen.files.push({ file: name, bytes: end.bytes, sha256: end.sha256 });
        return end.rows;
      }
      if (frame.kind !== 'D') throw this.#damaged('it has no end');
      const chunk = await this.#unpack(frame.payload);
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }

  async #unpack(payload: Buffer): Promise<Buffer> {
    try {
      return await decompress(payload, { maxOutputLength: largestChunk });
    } catch (error) {
      throw this.#damaged((error as Error).message);
    }
  }

  async #finish(frame: Frame): Promise<void> {
    this.#part = 'the manifest';
    if (frame.kind !== 'M') throw this.#damaged('it is missing');
    const manifest = this.#json(manifestSchema, frame);
    if (JSON.stringify(manifest) !== JSON.stringify(this.#seen))
      throw this.#damaged('it does not list what the backup holds');
    const digest = this.#whole.copy().digest();
    const last = await this.#expect('Z');
    if (!last.payload.equals(digest)) throw this.#damaged('the hash of the whole file is another');
    if ((await this.#frames.next()).done !== true) throw this.#damaged('something follows its end');
  }

  async #expect(kind: Frame['kind']): Promise<Frame> {
    const frame = await this.#next();
    if (frame.kind !== kind) throw this.#damaged('it is missing');
    return frame;
  }

  async #next(): Promise<Frame> {
    const next = await this.#frames.next();
    if (next.done === true) throw this.#damaged('the file ends early');
    const frame = encodeFrame(next.value.kind, next.value.payload);
    this.#whole.update(frame);
    this.bytes += frame.length;
    return next.value;
  }

  #json<T>(schema: z.ZodType<T>, frame: Frame): T {
    try {
      return schema.parse(JSON.parse(frame.payload.toString('utf8')));
    } catch {
      throw this.#damaged('its description cannot be read');
    }
  }

  #damaged(detail: string): BackupDamaged {
    return new BackupDamaged(this.#part, detail);
  }
}
