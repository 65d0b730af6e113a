import { Button } from '@mantine/core';
import { request } from '#web/api/request.ts';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useSession } from './app-context.ts';
import styles from './Shell.module.css';

/** Reminds an administrator whose view this is, and leads back. Also says when the company is simulated. */
export function SeeAsBanner() {
  const say = useWords(shellWords);
  const session = useSession();
  if (session.viewer.seenAsBy === null) return null;
  const end = async (): Promise<void> => {
    await request('DELETE', '/api/auth/see-as');
    globalThis.location.reload();
  };
  return (
    <div className={styles.banner} role="status">
      {say('seeAs', { name: session.viewer.name })}
      <Button size="xs" variant="default" onClick={() => void end()}>
        {say('seeAsEnd')}
      </Button>
    </div>
  );
}
