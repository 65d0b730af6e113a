import { ActionIcon } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { usePhone } from '#web/state/use-phone.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { Breadcrumbs } from './Breadcrumbs.tsx';
import { FreshnessIndicator } from './FreshnessIndicator.tsx';
import type { NavigationRoom } from './navigation.ts';
import { NotificationBell } from './NotificationBell.tsx';
import { modKey } from './keys.ts';
import styles from './Shell.module.css';

interface TopBarProps {
  readonly rooms: readonly NavigationRoom[];
  readonly onSearch: () => void;
  readonly onKeyboard: () => void;
}

export function TopBar({ rooms, onSearch, onKeyboard }: TopBarProps) {
  const say = useWords(shellWords);
  const phone = usePhone();
  return (
    <header className={styles.top}>
      <Breadcrumbs rooms={rooms} />
      {phone ? (
        <ActionIcon onClick={onSearch} aria-label={say('search')}>
          <IconSearch size={18} stroke={1.6} />
        </ActionIcon>
      ) : (
        <>
          <FreshnessIndicator />
          <button type="button" className={styles.searchButton} onClick={onSearch}>
            <IconSearch size={14} stroke={1.6} aria-hidden />
            <span>{say('search')}</span>
            <kbd>{modKey()} K</kbd>
          </button>
        </>
      )}
      <NotificationBell />
      <AccountMenu onKeyboard={onKeyboard} />
    </header>
  );
}
