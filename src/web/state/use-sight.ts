import { useCallback, useState } from 'react';

export type Sight = 'unknown' | 'in' | 'out';

/** Whether an element is in sight of the reader; unknown until the browser has looked for the first time. */
export function useSight(): {
  readonly ref: (element: HTMLElement | null) => void | (() => void);
  readonly sight: Sight;
} {
  const [sight, setSight] = useState<Sight>('unknown');
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    const observer = new IntersectionObserver((looks) =>
      setSight(looks.at(-1)?.isIntersecting === true ? 'in' : 'out'),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, sight };
}
