import type pg from 'pg';

/** What pg's connection offers for COPY; its published types leave it out. */
interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
  readonly stream: {
    pause(): void;
    resume(): void;
    destroy(): void;
    readonly writableNeedDrain: boolean;
    on(event: 'drain' | 'close', listener: () => void): void;
    off(event: 'drain' | 'close', listener: () => void): void;
  };
}

const chunkBytes = 256 * 1024;
const chunksAhead = 4;

/** A query as pg's client runs it, speaking COPY. */
abstract class CopyQuery {
  readonly finished: Promise<number>;
  protected readonly sql: string;
  protected settle: { resolve: (rows: number) => void; reject: (error: unknown) => void };
  #rows = 0;
  #problem: unknown;

  constructor(sql: string) {
    this.sql = sql;
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.finished = promise;
    this.settle = { resolve, reject };
    promise.catch(() => undefined);
  }

  submit(connection: CopyConnection): void {
    connection.query(this.sql);
  }

  handleCommandComplete(message: { text: string }): void {
    this.#rows = Number(/COPY (\d+)/.exec(message.text)?.[1] ?? 0);
  }

  handleError(error: unknown): void {
    this.#problem ??= error;
    this.done();
  }

  handleReadyForQuery(): void {
    this.done();
  }

  handleRowDescription(): void {}

  handleDataRow(): void {}

  protected done(): void {
    if (this.#problem === undefined) this.settle.resolve(this.#rows);
    else this.settle.reject(this.#problem);
  }

  protected fail(error: unknown): void {
    this.#problem ??= error;
  }
}

class CopyOut extends CopyQuery {
  readonly chunks: Buffer[] = [];
  wake: () => void = () => undefined;
  ended = false;
  connection: CopyConnection | undefined;
  #filling: Buffer = Buffer.allocUnsafe(chunkBytes);
  #filled = 0;

  override submit(connection: CopyConnection): void {
    this.connection = connection;
    super.submit(connection);
  }

  /** The message's bytes are only lent: they are copied before the parser uses its buffer again. */
  handleCopyData(message: { chunk: Buffer }, connection: CopyConnection): void {
    const { chunk } = message;
    if (this.#filled + chunk.length > this.#filling.length) this.#flush(Math.max(chunkBytes, chunk.length));
    chunk.copy(this.#filling, this.#filled);
    this.#filled += chunk.length;
    if (this.chunks.length >= chunksAhead) connection.stream.pause();
  }

  #flush(nextSize: number): void {
    if (this.#filled > 0) this.chunks.push(this.#filling.subarray(0, this.#filled));
    this.#filling = Buffer.allocUnsafe(nextSize);
    this.#filled = 0;
    this.wake();
  }

  protected override done(): void {
    this.#flush(0);
    this.ended = true;
    super.done();
    this.wake();
  }
}

/**
 * Streams `COPY … TO STDOUT` in chunks of about 256 kB; the server waits while the reader is busy.
 * Returns the number of rows. Leaving the loop early ends the connection, and with it the transaction.
 */
export async function* copyOut(client: pg.PoolClient, sql: string): AsyncGenerator<Buffer, number> {
  const query = new CopyOut(sql);
  client.query(query as unknown as pg.Submittable);
  let complete = false;
  try {
    for (;;) {
      const chunk = query.chunks.shift();
      if (chunk !== undefined) {
        if (query.chunks.length < chunksAhead / 2) query.connection?.stream.resume();
        yield chunk;
      } else if (query.ended) {
        complete = true;
        return await query.finished;
      } else {
        await new Promise<void>((resolve) => {
          query.wake = resolve;
        });
      }
    }
  } finally {
    if (!complete) query.connection?.stream.destroy();
  }
}

class CopyIn extends CopyQuery {
  readonly #source: AsyncIterable<Buffer> | Iterable<Buffer>;

  constructor(sql: string, source: AsyncIterable<Buffer> | Iterable<Buffer>) {
    super(sql);
    this.#source = source;
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.#send(connection).catch((error: unknown) => {
      this.fail(error);
      connection.sendCopyFail('the source of the data failed');
    });
  }

  async #send(connection: CopyConnection): Promise<void> {
    for await (const chunk of this.#source) {
      connection.sendCopyFromChunk(chunk);
      if (!connection.stream.writableNeedDrain) continue;
      await drained(connection.stream);
    }
    connection.endCopyFrom();
  }
}

function drained(stream: CopyConnection['stream']): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      stream.off('drain', go);
      stream.off('close', go);
      resolve();
    };
    stream.on('drain', go);
    stream.on('close', go);
  });
}

/**
 * Feeds `COPY … FROM STDIN` from a stream of chunks (they need not end at line ends), as fast as the server takes them.
 * Not for tables under row-level security in a person's transaction: PostgreSQL refuses that; copy into a temporary table there.
 * @returns the number of rows
 */
export async function copyIn(
  client: pg.PoolClient,
  sql: string,
  source: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<number> {
  const query = new CopyIn(sql, source);
  client.query(query as unknown as pg.Submittable);
  return query.finished;
}
