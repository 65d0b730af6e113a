import type { QueryClient } from '@tanstack/react-query';
import { isLongList, refreshLongLists } from './long-lists.ts';
import { watched } from '#web/state/watched.ts';

/** How fresh a live screen is. */
export interface Freshness {
  readonly state: 'live' | 'connecting' | 'lost';
  /** When the server was last heard, in milliseconds since 1970; 0 before. */
  readonly heardAtMs: number;
}

/** One change, as the live stream tells it: `event: change`, `data: {"kind":"opportunity","recordId":"…","action":"updated"}`. */
interface LiveChange {
  readonly kind: string;
  readonly recordId: string;
  /** 'many' when so much changed at once that the ids are left out ('' stands for them). */
  readonly action: string;
}

export const liveFreshness = watched<Freshness>({ state: 'connecting', heardAtMs: 0 });

function become(state: Freshness['state'], heard: boolean): void {
  liveFreshness.set({ state, heardAtMs: heard ? Date.now() : liveFreshness.now().heardAtMs });
}

const gatherMs = 400;

/** Listens to what changes and asks the screens' queries again, at most every 0.4 s. Returns how to stop. */
export function followLive(client: QueryClient): () => void {
  const source = new EventSource('/api/live');
  const waiting = new Map<string, Set<string>>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = (): void => {
    timer = undefined;
    for (const [kind, ids] of waiting) refreshKind(client, kind, ids);
    waiting.clear();
  };
  source.addEventListener('open', () => become('live', true));
  source.addEventListener('error', () => become('lost', false));
  source.addEventListener('change', (event) => {
    become('live', true);
    const change = JSON.parse(String((event as MessageEvent<unknown>).data)) as LiveChange;
    const ids = waiting.get(change.kind) ?? new Set();
    waiting.set(change.kind, ids.add(change.recordId));
    timer ??= setTimeout(refresh, gatherMs);
  });
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

function refreshKind(client: QueryClient, kind: string, ids: ReadonlySet<string>): void {
  void client.invalidateQueries({
    queryKey: ['records', kind],
    predicate: (query) => {
      const [, , what, id] = query.queryKey;
      if (what === 'one' || what === 'history') return ids.has('') || ids.has(String(id));
      return !isLongList(query);
    },
  });
  void refreshLongLists(client, kind, ids);
  void client.invalidateQueries({ queryKey: ['live', kind] });
}
