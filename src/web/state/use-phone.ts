import { useMediaQuery } from '@mantine/hooks';

/** Whether the screen is a phone's: cards instead of rows, the bar at the bottom. */
export function usePhone(): boolean {
  return useMediaQuery('(max-width: 767px)', globalThis.innerWidth < 768, { getInitialValueInEffect: false }) === true;
}
