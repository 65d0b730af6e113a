import { useLocalStorage } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useLocation } from '@tanstack/react-router';
import { Suspense, lazy, useEffect, useMemo, useRef, useState } from 'react';
import { followLive } from '#web/api/live.ts';
import { problemOf } from '#web/api/problem.ts';
import { useSessionQuery } from '#web/api/use-session-query.ts';
import { PageSkeleton } from '#web/components/Skeletons.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { Toasts } from '#web/components/Toasts.tsx';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { useRowHeight } from '#web/state/row-height.ts';
import { PartsContext, SessionContext, useParts, useSession, wholeKind } from './app-context.ts';
import { BottomBar } from './BottomBar.tsx';
import { KeyboardHelp } from './KeyboardHelp.tsx';
import { Navigation } from './Navigation.tsx';
import { navigationOf } from './navigation.ts';
import { PrintHead } from './PrintHead.tsx';
import { SeeAsBanner } from './SeeAsBanner.tsx';
import { SignInRedirect } from './SignInRedirect.tsx';
import { TopBar } from './TopBar.tsx';
import { useShellKeys } from './use-shell-keys.ts';
import styles from './Shell.module.css';

const CommandPalette = lazy(async () => ({ default: (await import('./CommandPalette.tsx')).CommandPalette }));

/** Everything around a page, once it is known who is there. */
export function Shell() {
  const { data: session, error, refetch } = useSessionQuery();
  const parts = useParts();
  const whole = useMemo(
    () =>
      session?.signedIn === true ? { ...parts, kinds: parts.kinds.map((kind) => wholeKind(kind, session)) } : parts,
    [parts, session],
  );
  if (session?.signedIn === true) {
    return (
      <SessionContext value={session}>
        <PartsContext value={whole}>
          <SignedInShell />
        </PartsContext>
      </SessionContext>
    );
  }
  if (session !== undefined) return <SignInRedirect />;
  if (error === null) return <PageSkeleton />;
  return <ProblemView problem={problemOf(error)} page onRetry={() => void refetch()} />;
}

function SignedInShell() {
  const say = useWords(shellWords);
  const parts = useParts();
  const session = useSession();
  const client = useQueryClient();
  const rooms = useMemo(() => navigationOf(parts, session), [parts, session]);
  const [narrow, setNarrow] = useLocalStorage({
    key: 'qd.narrow',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useRowHeight();
  const actions = useMemo(() => ({ palette: () => setPalette(true), help: () => setHelp(true) }), []);
  useShellKeys(rooms, actions);
  const { adopt, language } = useLanguage();
  const readIn = useRef(language);
  useEffect(() => adopt(session.viewer.language), [adopt, session.viewer.language]);
  useEffect(() => {
    // What the server named for the reader of another language is asked for again.
    if (readIn.current !== language) void client.invalidateQueries();
    readIn.current = language;
  }, [client, language]);
  useEffect(() => followLive(client), [client]);
  const scrolledAt = useRef(pathname);
  useEffect(() => {
    if (scrolledAt.current !== pathname) main.current?.scrollTo(0, 0); // newer browsers answer with a promise, which is no clean-up
    scrolledAt.current = pathname;
  }, [pathname]);
  return (
    <div className={styles.frame} data-narrow={narrow}>
      <a href="#content" className={styles.skip} onClick={() => main.current?.focus()}>
        {say('skip')}
      </a>
      <Navigation rooms={rooms} narrow={narrow} onNarrow={setNarrow} />
      <TopBar rooms={rooms} onSearch={() => setPalette(true)} onKeyboard={() => setHelp(true)} />
      <div className={styles.stage}>
        <SeeAsBanner />
        <main id="content" ref={main} className={styles.main} tabIndex={-1}>
          <PrintHead />
          <Suspense fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <BottomBar rooms={rooms} />
      {palette ? (
        <Suspense>
          <CommandPalette rooms={rooms} onClose={() => setPalette(false)} onHelp={() => setHelp(true)} />
        </Suspense>
      ) : null}
      <KeyboardHelp opened={help} onClose={() => setHelp(false)} />
      <Toasts />
    </div>
  );
}
