import { useCallback, useLayoutEffect, useState } from 'react';
import { usePrinting } from '#web/state/printing.ts';

interface VirtualRows {
  /** The rows to draw, from (inclusive) to (exclusive). */
  readonly from: number;
  readonly to: number;
  readonly totalHeight: number;
  /** Scrolls as little as needed to bring a row in sight. */
  readonly show: (row: number) => void;
}

const overscan = 12;

/**
 * Which rows of equal height are in sight of a scrolling element. With equal heights nothing needs to be measured,
 * so a list of any length costs what is seen of it.
 * @param headHeight pixels that a sticky heading covers
 */
export function useVirtualRows(
  element: HTMLElement | null,
  count: number,
  rowHeight: number,
  headHeight: number,
): VirtualRows {
  const [window, setWindow] = useState({ top: 0, height: 900 });
  useLayoutEffect(() => {
    if (element === null) return undefined;
    const look = (): void => {
      const [top, height] = [Math.floor(element.scrollTop / rowHeight) * rowHeight, element.clientHeight];
      setWindow((before) => (before.top === top && before.height === height ? before : { top, height }));
    };
    look();
    const resized = new ResizeObserver(look);
    resized.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [element, rowHeight]);
  const printing = usePrinting();
  const show = useCallback(
    (row: number) => {
      if (element === null) return;
      const top = row * rowHeight;
      const room = element.clientHeight - headHeight;
      if (top < element.scrollTop) element.scrollTo({ top });
      else if (top + rowHeight > element.scrollTop + room) element.scrollTo({ top: top + rowHeight - room });
    },
    [element, rowHeight, headHeight],
  );
  // Paper does not scroll: all rows that are there are printed.
  if (printing) return { from: 0, to: count, totalHeight: count * rowHeight, show };
  const from = Math.max(0, Math.floor(window.top / rowHeight) - overscan);
  const to = Math.min(count, Math.ceil((window.top + window.height) / rowHeight) + overscan);
  return { from, to, totalHeight: count * rowHeight, show };
}
