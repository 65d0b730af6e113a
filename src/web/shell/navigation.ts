import type { Room } from '#kernel/record-kind.ts';
import { type Session, mayDo } from '#web/api/session.ts';
import type { IconName } from '#web/components/Icon.tsx';
import type { AppParts, PageDefinition } from './room-pages.ts';

export const roomIcons: Readonly<Record<Room, IconName>> = {
  today: 'home',
  customers: 'building',
  selling: 'coin',
  team: 'users',
  performance: 'target-arrow',
  incentives: 'wallet',
  market: 'chart-dots',
  improve: 'stethoscope',
  settings: 'settings',
};

export interface NavigationRoom {
  readonly room: Room;
  readonly home: string;
  readonly pages: readonly PageDefinition[];
}

/** Whether a page is open to whoever is signed in. */
export function pageIsOpen(page: PageDefinition, session: Session): boolean {
  if (page.kind !== undefined && !mayDo(session, page.kind, page.action ?? 'read')) return false;
  return page.right === undefined || session.rights.includes(page.right);
}

/** The rooms with something in them for this person, in the order of the house; each opens at its first page. */
export function navigationOf(parts: AppParts, session: Session): NavigationRoom[] {
  return parts.rooms
    .map(({ room, pages }) => ({
      room,
      pages: pages.filter((page) => page.inNavigation === true && pageIsOpen(page, session)),
    }))
    .filter(({ pages }) => pages.length > 0)
    .map(({ room, pages }) => ({ room, pages, home: pages[0].path }));
}
