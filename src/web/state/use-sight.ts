import { useCallback, useState } from 'react';

export type Sight = 'unknown' | 'in' | 'out';

/** Whether an element is in sight of the reader. It is looked at as it is put on the page: whoever waits for it need not wait for a frame. */
export function useSight(): {
  readonly ref: (element: HTMLElement | null) => void | (() => void);
  readonly sight: Sight;
} {
  const [sight, setSight] = useState<Sight>('unknown');
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    if (isInWindow(element.getBoundingClientRect())) setSight('in');
    const observer = new IntersectionObserver((looks) =>
      setSight(looks.at(-1)?.isIntersecting === true ? 'in' : 'out'),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, sight };
}

function isInWindow({ top, bottom, left, right }: DOMRect): boolean {
  return bottom > 0 && right > 0 && top < globalThis.innerHeight && left < globalThis.innerWidth;
}
