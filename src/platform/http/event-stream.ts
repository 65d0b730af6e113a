import type { FastifyReply } from 'fastify';
import { z } from 'zod';

/** One message of a live stream. */
export interface StreamMessage {
  readonly id?: string;
  readonly event?: string;
  readonly data: unknown;
}

/** Sends messages until `stop` is called or the reader goes. Returns what to do then. */
export type StreamSource = (sink: {
  readonly send: (message: StreamMessage) => void;
  readonly end: () => void;
}) => () => void;

const heartbeatMs = 15_000;
const watchMs = 250;
/** A reader that takes nothing in is let go when this much waits for it. */
const mostWaiting = 1_000_000;

/** A reply that stays open: server-sent events. */
export class EventStream {
  readonly source: StreamSource;

  constructor(source: StreamSource) {
    this.source = source;
  }

  /** Serves until the reader goes, the server stops, or `allowed` (asked four times a second) says no. */
  async serve(answer: FastifyReply, allowed: () => Promise<boolean>): Promise<FastifyReply> {
    answer.hijack();
    const { raw } = answer;
    const open = streamsOf(answer.server.server);
    for (const [name, value] of Object.entries(answer.getHeaders()))
      if (value !== undefined) raw.setHeader(name, value);
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    raw.write(': open\n\n');
    let ended = false;
    let stop = (): void => undefined;
    const end = (): void => {
      if (ended) return;
      ended = true;
      clearInterval(heartbeat);
      clearTimeout(watch);
      open.delete(end);
      stop();
      raw.end();
    };
    const write = (text: string): void => {
      if (ended) return;
      if (raw.writableLength > mostWaiting) end();
      else raw.write(text);
    };
    const heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMs);
    let watch: NodeJS.Timeout | undefined;
    const watchOn = (): void => {
      watch = setTimeout(() => {
        allowed().then(
          (yes) => {
            if (!yes) end();
            else if (!ended) watchOn();
          },
          () => end(),
        );
      }, watchMs);
    };
    watchOn();
    open.add(end);
    raw.once('close', end);
    raw.once('error', end);
    stop = this.source({ send: (message) => write(frame(message)), end });
    if (ended) stop();
    return answer;
  }
}

const openStreams = new WeakMap<object, Set<() => void>>();

function streamsOf(server: object): Set<() => void> {
  const found = openStreams.get(server) ?? new Set();
  openStreams.set(server, found);
  return found;
}

/** Lets every reader of a server go, so that it can stop. */
export function endAllStreams(server: object): void {
  for (const end of streamsOf(server)) end();
}

/** The response schema of a live route. */
export const eventStream = z.instanceof(EventStream);

function frame({ id, event, data }: StreamMessage): string {
  const line = (name: string, value: string): string => `${name}: ${value.replaceAll(/[\r\n]/g, ' ')}\n`;
  return `${id === undefined ? '' : line('id', id)}${event === undefined ? '' : line('event', event)}${line('data', JSON.stringify(data))}\n`;
}
