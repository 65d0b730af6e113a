import { Drawer } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { Icon } from '#web/components/Icon.tsx';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { type NavigationRoom, roomIcons } from './navigation.ts';
import styles from './Shell.module.css';

/** The first four rooms under the thumb, the rest one tap away. Only on phones. */
export function BottomBar({ rooms }: { readonly rooms: readonly NavigationRoom[] }) {
  const say = useWords(shellWords);
  const local = useLocal();
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  const isIn = (room: NavigationRoom): boolean => pathname.startsWith(`/${room.room}`);
  const first = rooms.slice(0, 4);
  return (
    <nav className={styles.bottom} aria-label={say('mainNavigation')}>
      {first.map((room) => (
        <Link key={room.room} to={room.home} className={styles.tab} data-active={isIn(room)}>
          <Icon name={roomIcons[room.room]} size={20} />
          {say(room.room)}
        </Link>
      ))}
      <button
        type="button"
        className={styles.tab}
        data-active={rooms.slice(4).some(isIn)}
        onClick={() => setOpen(true)}
      >
        <IconDots size={20} stroke={1.6} aria-hidden />
        {say('more')}
      </button>
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        position="bottom"
        size="75%"
        title={say('mainNavigation')}
        closeButtonProps={{ 'aria-label': say('close') }}
      >
        {rooms.map((room) => (
          <section key={room.room}>
            <h2 style={{ display: 'flex', gap: 8, alignItems: 'center', marginTop: 12 }}>
              <Icon name={roomIcons[room.room]} />
              {say(room.room)}
            </h2>
            {room.pages.map((page) => (
              <Link
                key={page.path}
                onClick={() => setOpen(false)}
                to={page.path}
                style={{ display: 'block', padding: '10px 24px', color: 'var(--qd-text)' }}
              >
                {local(page.title)}
              </Link>
            ))}
          </section>
        ))}
      </Drawer>
    </nav>
  );
}
