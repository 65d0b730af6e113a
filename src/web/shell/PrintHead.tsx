import { formatDate } from '#web/format/date.ts';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { useToday } from '#web/state/now.ts';
import { useSession } from './app-context.ts';
import styles from './Shell.module.css';

/** On paper alone: whose numbers these are, who printed them, and on which day. */
export function PrintHead() {
  const say = useWords(shellWords);
  const { company, viewer } = useSession();
  const { language } = useLanguage();
  const day = formatDate(useToday(), language, 'long');
  return (
    <div className={styles.paper}>
      <span>{company.name}</span>
      <span>{say('printed', { day, name: viewer.name })}</span>
    </div>
  );
}
