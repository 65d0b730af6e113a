import { useEffect } from 'react';
import { useWatched, watched } from '#web/state/watched.ts';

const title = watched<string | undefined>(undefined);

function become(next: string | undefined): void {
  document.title = next === undefined ? 'Quarterdeck 帷幄' : `${next} · Quarterdeck 帷幄`;
  title.set(next);
}

/** Names the open record or page in the breadcrumb and the browser's tab while the component is shown. */
export function useTitle(text: string | undefined): void {
  useEffect(() => {
    become(text);
    return () => become(undefined);
  }, [text]);
}

export function usePageTitle(): string | undefined {
  return useWatched(title);
}
