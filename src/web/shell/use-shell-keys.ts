import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { Room } from '#kernel/record-kind.ts';
import { isTyping } from './keys.ts';
import type { NavigationRoom } from './navigation.ts';

/** After `g`: the letter of each room. */
export const roomKeys: Readonly<Record<string, Room>> = {
  t: 'today',
  c: 'customers',
  s: 'selling',
  e: 'team',
  p: 'performance',
  i: 'incentives',
  m: 'market',
  v: 'improve',
  ',': 'settings',
};

const chordMs = 1200;

/** ⌘K, ?, and g followed by a room's letter. Keys that belong to typing are left alone. */
export function useShellKeys(
  rooms: readonly NavigationRoom[],
  actions: { readonly palette: () => void; readonly help: () => void },
): void {
  const navigate = useNavigate();
  const chordAt = useRef(0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        actions.palette();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (event.key === '?') actions.help();
      else if (event.key === 'g') chordAt.current = event.timeStamp;
      else if (event.timeStamp - chordAt.current < chordMs && event.key in roomKeys) {
        chordAt.current = 0;
        const room = rooms.find((one) => one.room === roomKeys[event.key]);
        if (room !== undefined) {
          event.preventDefault();
          void navigate({ to: room.home });
        }
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate, rooms, actions]);
}
