import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { addDays, addMonths, weekday } from '#kernel/civil-date.ts';
import { problemOf } from '#web/api/problem.ts';
import type { RecordQuery, SentRecord } from '#web/api/records-api.ts';
import { useRecordPages } from '#web/api/use-records.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { formatMoney } from '#web/format/money.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { useToday } from '#web/state/now.ts';
import styles from './DealCalendar.module.css';
import { dealWords } from '../../deal-words.ts';
import { opportunityKind } from '../../opportunities/contract.ts';

const perDay = 4;

/** The same query by expected closing day, a month at a time. */
export function DealCalendar({ query }: { readonly query: RecordQuery }) {
  const say = useWords(dealWords);
  const { language } = useReader();
  const today = useToday();
  const [first, setFirst] = useState(`${today.slice(0, 7)}-01`);
  const until = addMonths(first, 1);
  const { data, error, refetch } = useRecordPages(
    opportunityKind,
    {
      ...query,
      sort: 'expectedCloseOn',
      filter: [...(query.filter ?? []), `expectedCloseOn:gte:${first}`, `expectedCloseOn:lt:${until}`],
    },
    { limit: 200 },
  );
  if (error !== null) return <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />;
  const [page] = data?.pages ?? [];
  const byDay = Map.groupBy(page?.items ?? [], (record) => String(record.expectedCloseOn));
  const days: string[] = [];
  for (let day = first; day < until; day = addDays(day, 1)) days.push(day);
  const title = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${first}T00:00:00Z`),
  );
  return (
    <div className={styles.calendar}>
      <div className={styles.head}>
        <ActionIcon aria-label={say('before')} onClick={() => setFirst(addMonths(first, -1))}>
          <IconChevronLeft size={16} />
        </ActionIcon>
        <h2 aria-live="polite">{title}</h2>
        <ActionIcon aria-label={say('after')} onClick={() => setFirst(addMonths(first, 1))}>
          <IconChevronRight size={16} />
        </ActionIcon>
        {page?.next === null || page === undefined ? null : <small>{say('capped')}</small>}
      </div>
      <ol className={styles.grid}>
        {days.map((day, at) => (
          <Day
            key={day}
            day={day}
            column={at === 0 ? weekday(day) : undefined}
            isToday={day === today}
            records={byDay.get(day) ?? []}
          />
        ))}
      </ol>
    </div>
  );
}

interface DayProps {
  readonly day: string;
  readonly column: number | undefined;
  readonly isToday: boolean;
  readonly records: readonly SentRecord[];
}

function Day({ day, column, isToday, records }: DayProps) {
  const say = useWords(dealWords);
  const { language, baseCurrency } = useReader();
  const label = new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
  return (
    <li
      className={styles.day}
      data-today={isToday}
      data-empty={records.length === 0}
      style={column === undefined ? {} : { gridColumnStart: column }}
    >
      <time dateTime={day}>{label}</time>
      {records.slice(0, perDay).map((record) => (
        <Link key={record.id} to={`/selling/opportunities/${record.id}`} className={styles.deal}>
          <span>{String(record.name)}</span>
          {typeof record.baseAmount === 'string' ? (
            <b>{formatMoney(record.baseAmount, baseCurrency, language, { short: true })}</b>
          ) : null}
        </Link>
      ))}
      {records.length > perDay ? <small>{say('more', { count: records.length - perDay })}</small> : null}
    </li>
  );
}
