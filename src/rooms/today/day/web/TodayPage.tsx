import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { problemOf } from '#web/api/problem.ts';
import { fetchValue } from '#web/api/request.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Page } from '#web/components/Page.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { PageSkeleton } from '#web/components/Skeletons.tsx';
import { formatDate } from '#web/format/date.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { useKind } from '#web/shell/app-context.ts';
import type { Day } from '../contract.ts';
import { DayRow } from './DayRow.tsx';
import { GoalCard } from './GoalCard.tsx';
import { HelpList } from './HelpList.tsx';
import { RoutePanel } from './RoutePanel.tsx';
import styles from './TodayPage.module.css';
import { dayAddress } from './day-addresses.ts';
import { dayWords } from './day-words.ts';

/** The first page of the morning: the day in order, how the quarter stands, what changed, who needs help. */
export function TodayPage() {
  const say = useWords(dayWords);
  const reader = useReader();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['live', 'opportunity', 'day'],
    queryFn: ({ signal }) => fetchValue<Day>(dayAddress, { signal }),
  });
  return (
    <Page title={say('title')} note={data === undefined ? undefined : formatDate(data.today, reader.language)}>
      {isPending ? (
        <PageSkeleton />
      ) : error !== null ? (
        <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : (
        <DayBody day={data} />
      )}
    </Page>
  );
}

function DayBody({ day }: { readonly day: Day }) {
  const say = useWords(dayWords);
  const plan = (
    <section className={styles.section}>
      <h2>{say('plan')}</h2>
      {day.plan.length === 0 ? (
        <EmptyState icon="checkbox" title={say('planEmpty')}>
          {say('planEmptyBody')}
        </EmptyState>
      ) : (
        <ol className={styles.rows}>
          {day.plan.map((item) => (
            <DayRow key={`${item.kind}${item.id}`} item={item} currency={day.currency} />
          ))}
        </ol>
      )}
    </section>
  );
  const changes = (
    <section className={styles.section}>
      <h2>{say('changes')}</h2>
      {day.changes.length === 0 ? (
        <p className={styles.quiet}>{say('changesEmpty')}</p>
      ) : (
        <ol className={styles.rows}>
          {day.changes.map((item) => (
            <DayRow key={item.id} item={item} currency={day.currency} />
          ))}
        </ol>
      )}
    </section>
  );
  return (
    <div className={styles.body}>
      <div className={styles.main}>
        {day.view === 'lead' ? (
          <>
            {changes}
            {day.help.length === 0 ? null : <HelpList people={day.help} currency={day.currency} />}
            <RoutePanel quiet />
            {plan}
          </>
        ) : (
          <>
            <RoutePanel quiet={false} />
            {plan}
            {changes}
          </>
        )}
      </div>
      <aside className={styles.side}>
        {day.goal === null ? null : <GoalCard goal={day.goal} currency={day.currency} />}
        {day.alerts.length === 0 ? null : (
          <section className={styles.section}>
            <h2>{say('alerts')}</h2>
            <ul className={styles.rows}>
              {day.alerts.map((alert) => (
                <Alert key={alert.reason} alert={alert} />
              ))}
            </ul>
          </section>
        )}
      </aside>
    </div>
  );
}

function Alert({ alert }: { readonly alert: Day['alerts'][number] }) {
  const say = useWords(dayWords);
  const kind = useKind(alert.kind);
  if (
    kind === undefined ||
    !(alert.reason === 'pastClose' || alert.reason === 'leadWaiting' || alert.reason === 'noContact')
  )
    return null;
  return (
    <li>
      <Link className={styles.alert} to={`/${kind.room}/${kind.path}`} search={{ filter: [...alert.filter] } as never}>
        {say(`alert_${alert.reason}`, { count: alert.count })}
      </Link>
    </li>
  );
}
