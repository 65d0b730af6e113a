import { useLocalStorage } from '@mantine/hooks';
import { useEffect } from 'react';

export type RowHeight = 'compact' | 'comfortable';

/** 32 px or 40 px rows, everywhere; kept in this browser. */
export function useRowHeight(): readonly [RowHeight, (height: RowHeight) => void] {
  const [height, setHeight] = useLocalStorage<RowHeight>({
    key: 'qd.rows',
    defaultValue: 'compact',
    getInitialValueInEffect: false,
  });
  useEffect(() => {
    document.documentElement.dataset.rows = height;
  }, [height]);
  return [height, setHeight];
}

export function rowPixels(height: RowHeight): number {
  return height === 'compact' ? 32 : 40;
}
