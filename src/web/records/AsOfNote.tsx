import { Button } from '@mantine/core';
import { formatDate } from '#web/format/date.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import styles from './RecordPage.module.css';

/** Says that the record is shown as it once was, and leads back. */
export function AsOfNote({
  asOf,
  onAsOf,
}: {
  readonly asOf: string | undefined;
  readonly onAsOf: (instant: undefined) => void;
}) {
  const say = useWords(recordWords);
  const { language } = useLanguage();
  if (asOf === undefined) return null;
  return (
    <div className={styles.note} role="status">
      {say('asOfNote', { day: formatDate(asOf.slice(0, 10), language, 'long') })}
      <Button size="xs" variant="default" onClick={() => onAsOf(undefined)}>
        {say('asOfNow')}
      </Button>
    </div>
  );
}
