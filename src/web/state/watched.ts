import { useSyncExternalStore } from 'react';

/** A value outside React that components can watch. */
export interface Watched<T> {
  readonly now: () => T;
  readonly set: (next: T) => void;
  readonly subscribe: (watcher: () => void) => () => void;
}

export function watched<T>(initial: T): Watched<T> {
  let value = initial;
  const watchers = new Set<() => void>();
  return {
    now: () => value,
    set: (next) => {
      value = next;
      for (const watcher of watchers) watcher();
    },
    subscribe: (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
  };
}

export function useWatched<T>({ subscribe, now }: Watched<T>): T {
  return useSyncExternalStore(subscribe, now);
}
