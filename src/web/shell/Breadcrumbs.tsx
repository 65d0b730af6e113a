import { Link, useLocation } from '@tanstack/react-router';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useParts } from './app-context.ts';
import type { NavigationRoom } from './navigation.ts';
import { usePageTitle } from './page-title.tsx';
import styles from './Shell.module.css';

/** Room › page › record: where the reader is. */
export function Breadcrumbs({ rooms }: { readonly rooms: readonly NavigationRoom[] }) {
  const say = useWords(shellWords);
  const local = useLocal();
  const { pathname } = useLocation();
  const recordTitle = usePageTitle();
  const parts = useParts();
  const room = rooms.find((one) => pathname.startsWith(`/${one.room}`));
  const page = parts.rooms
    .flatMap(({ pages }) => pages)
    .filter(({ path }) => !path.includes('$') && (pathname === path || pathname.startsWith(`${path}/`)))
    .toSorted((a, b) => b.path.length - a.path.length)[0];
  const deeper = page !== undefined && pathname !== page.path;
  return (
    <nav aria-label={say('breadcrumb')} style={{ flex: 1, minWidth: 0 }}>
      <ol className={styles.crumbs}>
        {room === undefined ? null : (
          <li>
            <Link to={room.home}>{say(room.room)}</Link>
          </li>
        )}
        {page === undefined || (room?.pages.length === 1 && !deeper) ? null : (
          <li aria-current={deeper ? undefined : 'page'}>
            {deeper ? <Link to={page.path}>{local(page.title)}</Link> : local(page.title)}
          </li>
        )}
        {deeper && recordTitle !== undefined ? <li aria-current="page">{recordTitle}</li> : null}
      </ol>
    </nav>
  );
}
