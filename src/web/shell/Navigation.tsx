import { Link, useLocation } from '@tanstack/react-router';
import { Tooltip } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { Icon } from '#web/components/Icon.tsx';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { Mark } from './Mark.tsx';
import type { NavigationRoom } from './navigation.ts';
import { roomIcons } from './navigation.ts';
import styles from './Shell.module.css';

interface NavigationProps {
  readonly rooms: readonly NavigationRoom[];
  readonly narrow: boolean;
  readonly onNarrow: (narrow: boolean) => void;
}

/** The rooms on the left; the pages of the room one is in stand below it. */
export function Navigation({ rooms, narrow, onNarrow }: NavigationProps) {
  const say = useWords(shellWords);
  const { pathname } = useLocation();
  const upper = rooms.filter(({ room }) => room !== 'settings');
  const settings = rooms.find(({ room }) => room === 'settings');
  return (
    <nav className={styles.nav} aria-label={say('mainNavigation')}>
      <Link to="/" className={styles.mark}>
        <Mark />
        <span className={styles.label}>{say('product')}</span>
      </Link>
      <ul className={styles.rooms}>
        {upper.map((room) => (
          <RoomItem key={room.room} room={room} pathname={pathname} narrow={narrow} />
        ))}
      </ul>
      <div className={styles.foot}>
        <ul className={styles.rooms} style={{ padding: 0 }}>
          {settings === undefined ? null : <RoomItem room={settings} pathname={pathname} narrow={narrow} />}
          <li>
            <button
              type="button"
              className={styles.item}
              style={{ border: 0, background: 'none', width: '100%', cursor: 'pointer' }}
              onClick={() => onNarrow(!narrow)}
              aria-label={say(narrow ? 'expand' : 'collapse')}
            >
              {narrow ? (
                <IconLayoutSidebarLeftExpand size={16} stroke={1.6} />
              ) : (
                <IconLayoutSidebarLeftCollapse size={16} stroke={1.6} />
              )}
              <span className={styles.label}>{say('collapse')}</span>
            </button>
          </li>
        </ul>
      </div>
    </nav>
  );
}

function RoomItem({
  room,
  pathname,
  narrow,
}: {
  readonly room: NavigationRoom;
  readonly pathname: string;
  readonly narrow: boolean;
}) {
  const say = useWords(shellWords);
  const local = useLocal();
  const inside = pathname === `/${room.room}` || pathname.startsWith(`/${room.room}/`);
  return (
    <li>
      <Tooltip label={say(room.room)} position="right" disabled={!narrow}>
        <Link
          to={room.home}
          className={styles.item}
          data-active={inside}
          aria-label={narrow ? say(room.room) : undefined}
        >
          <Icon name={roomIcons[room.room]} />
          <span className={styles.label}>{say(room.room)}</span>
        </Link>
      </Tooltip>
      {inside && room.pages.length > 1 ? (
        <ul>
          {room.pages.map((page) => (
            <li key={page.path}>
              <Link
                to={page.path}
                className={styles.sub}
                activeOptions={{ exact: true }}
                aria-current={isWithin(pathname, page.path, room) ? 'page' : undefined}
              >
                {local(page.title)}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** The page with the longest path that the address lies in is the current one. */
function isWithin(pathname: string, path: string, room: NavigationRoom): boolean {
  const holding = room.pages.filter((page) => pathname === page.path || pathname.startsWith(`${page.path}/`));
  return holding.toSorted((a, b) => b.path.length - a.path.length)[0]?.path === path;
}
