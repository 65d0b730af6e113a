import { Link } from '@tanstack/react-router';
import { text } from '#kernel/local-text.ts';
import { Icon, iconNamed } from '#web/components/Icon.tsx';
import { Page } from '#web/components/Page.tsx';
import { defineWords } from '#web/i18n/define-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useParts, useSession } from '#web/shell/app-context.ts';
import { pageIsOpen } from '#web/shell/navigation.ts';
import styles from './SettingsHome.module.css';

const words = defineWords('settingsHome', {
  title: text('Settings', '设置', '設定'),
});

/** Everything that can be set up, as far as it is open to the reader. */
export function SettingsHome() {
  const say = useWords(words);
  const local = useLocal();
  const session = useSession();
  const pages = useParts()
    .rooms.filter(({ room }) => room === 'settings')
    .flatMap((room) => room.pages)
    .filter((page) => page.inNavigation === true && page.path !== '/settings' && pageIsOpen(page, session));
  return (
    <Page title={say('title')} note={session.company.name}>
      <ul className={styles.grid}>
        {pages.map((page) => (
          <li key={page.path}>
            <Link to={page.path} className={styles.card}>
              <Icon name={iconNamed(page.icon ?? 'settings')} size={20} />
              <span>
                <b>{local(page.title)}</b>
                {page.note === undefined ? null : <small>{local(page.note)}</small>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
