import { InfiniteQueryObserver, type QueryClient, focusManager, hashKey, onlineManager } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followLive } from './live.ts';
import { beginAgain, forgetPages, outdatedLists } from './long-lists.ts';
import { createQueryClient } from './query-client.ts';
import { pagesOf } from './use-records.ts';

const kind = { kind: 'account', room: 'customers', path: 'accounts' } as const;
const rowCount = 5000;
const id = (row: number): string => `row-${row}`;

/** A server of five thousand rows, which notes what it is asked for. */
class Server {
  readonly asked: string[] = [];
  readonly names = new Map<string, string>();
  readonly gone = new Set<string>();

  answer(address: string): Response {
    const url = new URL(address, 'http://app');
    this.asked.push(url.searchParams.get('cursor') ?? (url.pathname.endsWith('/accounts') ? 'first' : url.pathname));
    const one = /accounts\/(.+)$/.exec(url.pathname)?.[1];
    if (one !== undefined && this.gone.has(one)) return Response.json({ status: 404, title: 'x' }, { status: 404 });
    if (one !== undefined) return Response.json(this.row(one));
    const from = Number(url.searchParams.get('cursor') ?? 0);
    const to = Math.min(from + Number(url.searchParams.get('limit')), rowCount);
    const items = Array.from({ length: to - from }, (_, i) => this.row(id(from + i)));
    return Response.json({ items, next: to === rowCount ? null : String(to) });
  }

  row(one: string) {
    return { id: one, version: 1, name: this.names.get(one) ?? one };
  }
}

/** Tells the app of changes, as the live stream does. */
class Stream {
  static newest: Stream;
  readonly #listeners = new Map<string, (event: { data: string }) => void>();
  constructor() {
    Stream.newest = this;
  }
  addEventListener(name: string, listener: (event: { data: string }) => void): void {
    this.#listeners.set(name, listener);
  }
  close(): void {
    this.#listeners.clear();
  }
  change(recordId: string): void {
    this.#listeners.get('change')?.({ data: JSON.stringify({ kind: 'account', recordId, action: 'updated' }) });
  }
}

describe('a list of many thousands of rows', () => {
  let server: Server;
  let client: QueryClient;
  let observer: InfiniteQueryObserver<never, Error, { pages: { items: { id: string; name: string }[] }[] }>;
  let stop: () => void;
  const options = pagesOf(kind, { sort: 'name' });
  const hash = hashKey(options.queryKey);
  const rows = () => observer.getCurrentResult().data?.pages.flatMap(({ items }) => items) ?? [];

  beforeEach(async () => {
    server = new Server();
    vi.stubGlobal('fetch', (address: string) => Promise.resolve(server.answer(address)));
    vi.stubGlobal('EventSource', Stream);
    client = createQueryClient();
    client.mount();
    observer = new InfiniteQueryObserver(client, options as never);
    const unsubscribe = observer.subscribe(() => undefined);
    const unfollow = followLive(client);
    stop = () => {
      unfollow();
      unsubscribe();
    };
    await vi.waitFor(() => expect(rows()).toHaveLength(100));
    for (let page = 1; page < 12; page++) await observer.fetchNextPage();
  });

  afterEach(() => {
    stop();
    client.unmount();
    client.clear();
    vi.unstubAllGlobals();
  });

  it('is read page by page, each once', () => {
    expect(server.asked).toEqual(['first', ...Array.from({ length: 11 }, (_, i) => String((i + 1) * 100))]);
    expect(rows().map((row) => row.id)).toEqual(Array.from({ length: 1200 }, (_, i) => id(i)));
  });

  it('reads a changed row and no page when the live stream tells of it; a deleted row goes', async () => {
    server.asked.length = 0;
    server.names.set(id(1050), 'renamed');
    server.gone.add(id(7));
    Stream.newest.change(id(1050));
    Stream.newest.change(id(7));
    await vi.waitFor(() => expect(rows()).toHaveLength(1199));
    expect(rows()[1049].name).toBe('renamed');
    expect(server.asked.toSorted()).toEqual(['/api/customers/accounts/row-1050', '/api/customers/accounts/row-7']);
    expect(outdatedLists.now().has(hash)).toBe(false);
  });

  it('says that more has changed, and begins again with one page when asked', async () => {
    server.asked.length = 0;
    Stream.newest.change('a new row');
    await vi.waitFor(() => expect(outdatedLists.now().has(hash)).toBe(true));
    Stream.newest.change('');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(server.asked).toEqual([]);
    expect(rows()).toHaveLength(1200);
    beginAgain(client, options.queryKey, hash);
    await vi.waitFor(() => expect(server.asked).toEqual(['first']));
    expect(rows()).toHaveLength(100);
    expect(outdatedLists.now().has(hash)).toBe(false);
  });

  it('is not read again when the window is looked at, the network comes back or the list is mounted anew', async () => {
    server.asked.length = 0;
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);
    focusManager.setFocused(false);
    focusManager.setFocused(true);
    onlineManager.setOnline(false);
    onlineManager.setOnline(true);
    new InfiniteQueryObserver(client, options as never).subscribe(() => undefined)();
    await new Promise((resolve) => setTimeout(resolve, 200));
    vi.restoreAllMocks();
    expect(server.asked).toEqual([]);
  });

  it('is let go of but for its first page once it is left', async () => {
    forgetPages(client, options.queryKey, hash);
    server.asked.length = 0;
    Stream.newest.change(id(3));
    await vi.waitFor(() => expect(server.asked).toEqual(['first']));
  });
});
