import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

let printing = false;

/** Paper is measured as soon as the browser has told of it: what changes for it is drawn at once. */
function subscribe(watcher: () => void): () => void {
  const paper = globalThis.matchMedia('print');
  const become = (next: boolean): void => {
    printing = next;
    flushSync(watcher);
  };
  const [begin, end, change] = [() => become(true), () => become(false), () => become(paper.matches)];
  globalThis.addEventListener('beforeprint', begin);
  globalThis.addEventListener('afterprint', end);
  paper.addEventListener('change', change);
  return () => {
    globalThis.removeEventListener('beforeprint', begin);
    globalThis.removeEventListener('afterprint', end);
    paper.removeEventListener('change', change);
  };
}

/** Whether the page is on its way to paper, which does not scroll and is light. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => printing);
}
