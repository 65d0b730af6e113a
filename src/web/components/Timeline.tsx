import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatDate, todayIn } from '#web/format/date.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { Icon, type IconName } from './Icon.tsx';
import { RelativeInstant } from './RelativeInstant.tsx';
import styles from './Timeline.module.css';

export interface TimelineItem {
  readonly id: string;
  /** An instant (ISO 8601). */
  readonly at: string;
  readonly icon?: IconName;
  readonly title: ReactNode;
  readonly body?: ReactNode;
}

interface TimelineProps {
  readonly items: readonly TimelineItem[];
  readonly onMore?: () => void;
  readonly loadingMore?: boolean;
}

/** What happened, newest first, under the days it happened on. */
export function Timeline({ items, onMore, loadingMore = false }: TimelineProps) {
  const say = useWords(recordWords);
  const { language } = useLanguage();
  const { timeZone } = useSession().company;
  const days = Map.groupBy(items, ({ at }) => todayIn(timeZone, Date.parse(at)));
  return (
    <div>
      {[...days].map(([day, ofDay]) => (
        <section key={day}>
          <h3 className={styles.day}>{formatDate(day, language, 'long')}</h3>
          <ol className={styles.list}>
            {ofDay.map((item) => (
              <li key={item.id} className={styles.item}>
                <span className={styles.sign}>
                  <Icon name={item.icon ?? 'history'} size={13} />
                </span>
                <div className={styles.text}>
                  {item.title}
                  {item.body === undefined ? null : <div className={styles.body}>{item.body}</div>}
                </div>
                <RelativeInstant instant={item.at} />
              </li>
            ))}
          </ol>
        </section>
      ))}
      {onMore === undefined ? null : (
        <Button variant="subtle" size="xs" loading={loadingMore} onClick={onMore}>
          {say('more')}
        </Button>
      )}
    </div>
  );
}
