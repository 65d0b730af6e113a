import { useCallback, useEffect, useRef, useState } from 'react';

const prefix = 'qd.draft.';
const keptMs = 14 * 86_400_000;

interface Kept<T> {
  readonly at: number;
  readonly value: T;
}

export function readDraft<T>(key: string): T | undefined {
  const text = localStorage.getItem(prefix + key);
  if (text === null) return undefined;
  try {
    const kept = JSON.parse(text) as Kept<T>;
    return Date.now() - kept.at < keptMs ? kept.value : undefined;
  } catch {
    return undefined;
  }
}

export function keepDraft<T>(key: string, value: T): void {
  try {
    localStorage.setItem(prefix + key, JSON.stringify({ at: Date.now(), value } satisfies Kept<T>));
  } catch {
    dropOldDrafts();
  }
}

export function dropDraft(key: string): void {
  localStorage.removeItem(prefix + key);
}

/** Makes room when the browser's store is full: drafts older than two weeks go first, else the oldest. */
function dropOldDrafts(): void {
  const drafts = Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix))
    .map((key) => ({ key, at: readAt(key) }))
    .toSorted((a, b) => a.at - b.at);
  for (const { key } of drafts.slice(0, Math.max(1, Math.ceil(drafts.length / 2)))) localStorage.removeItem(key);
}

function readAt(key: string): number {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? '{}') as Kept<unknown>).at ?? 0;
  } catch {
    return 0;
  }
}

/** A value that survives a reload until it is dropped: what someone has typed and not yet sent. */
export function useDraft<T>(
  key: string,
  initial: T,
): { readonly value: T; readonly set: (value: T) => void; readonly drop: () => void; readonly restored: boolean } {
  const [found] = useState(() => readDraft<T>(key));
  const [value, setValue] = useState<T>(found ?? initial);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef<T | undefined>(undefined);
  const set = useCallback(
    (next: T) => {
      setValue(next);
      latest.current = next;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => keepDraft(key, next), 250);
    },
    [key],
  );
  const drop = useCallback(() => {
    clearTimeout(timer.current);
    latest.current = undefined;
    dropDraft(key);
  }, [key]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      if (latest.current !== undefined) keepDraft(key, latest.current);
    },
    [key],
  );
  return { value, set, drop, restored: found !== undefined };
}
