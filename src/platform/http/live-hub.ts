import type { Viewer } from '#platform/visibility/viewer.ts';
import type { StreamMessage } from './event-stream.ts';

/** Whether (and as what) a viewer gets to see a published message; undefined keeps it from them. */
export type LiveFilter<T> = (viewer: Viewer, item: T) => StreamMessage | undefined | Promise<StreamMessage | undefined>;

/** Where what happens is published and live screens listen. One per process. */
export interface LiveHub<T> {
  publish(item: T): void;
  /** Sends what `viewerNow` may see, in order; returns how to stop. */
  listen(viewerNow: () => Viewer, send: (message: StreamMessage) => void): () => void;
  readonly listeners: number;
}

/** A hub whose filter is asked for every item and listener; a filter that fails keeps the item back. */
export function createLiveHub<T>(
  filter: LiveFilter<T>,
  failed: (error: unknown) => void = () => undefined,
): LiveHub<T> {
  const listeners = new Set<(item: T) => void>();
  return {
    publish: (item) => {
      for (const listener of listeners) listener(item);
    },
    listen: (viewerNow, send) => {
      let turn: Promise<void> = Promise.resolve();
      const listener = (item: T): void => {
        turn = turn
          .then(async () => {
            const message = await filter(viewerNow(), item);
            if (message !== undefined && listeners.has(listener)) send(message);
          })
          .catch(failed);
      };
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    get listeners() {
      return listeners.size;
    },
  };
}
