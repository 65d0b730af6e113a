import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { problemOf } from '#web/api/problem.ts';
import { fetchValue } from '#web/api/request.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { RowSkeletons } from '#web/components/Skeletons.tsx';
import { formatNumber } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { useDraft } from '#web/state/drafts.ts';
import type { DayRoute } from '../route-contract.ts';
import { routeAddress, usualLeave } from './day-addresses.ts';
import { RouteMap } from './RouteMap.tsx';
import styles from './RoutePanel.module.css';
import { RouteStops } from './RouteStops.tsx';
import { routeWords } from './route-words.ts';

/** Today's visits in the best order, on a map, with what it saves and what does not fit. `quiet`: nothing at all without visits. */
export function RoutePanel({ quiet }: { readonly quiet: boolean }) {
  const say = useWords(routeWords);
  const { language } = useLanguage();
  const choice = useDraft('today.route', { start: '', leave: usualLeave });
  const { start, leave } = choice.value;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['live', 'task', 'route', start, leave],
    queryFn: ({ signal }) =>
      fetchValue<DayRoute>(routeAddress, { query: { leave, ...(start === '' ? {} : { start }) }, signal }),
    placeholderData: (before) => before,
  });
  const nothing = data !== undefined && data.stops.length + data.left.length === 0;
  if (quiet && (data === undefined || nothing)) return null;
  const km = (value: number): string => formatNumber(value, language, { decimals: 0 });
  const saved = data === undefined ? 0 : data.plannedKm - data.km;
  return (
    <section className={styles.panel} aria-label={say('title')}>
      <div className={styles.head}>
        <h2>{say('title')}</h2>
        {data === undefined || data.stops.length === 0 ? null : (
          <p>
            {say('summary', { count: data.stops.length, km: km(data.km) })}
            {' · '}
            <b>
              {Math.abs(saved) < 0.5 ? say('same') : say(saved > 0 ? 'saved' : 'longer', { km: km(Math.abs(saved)) })}
            </b>
          </p>
        )}
      </div>
      {error !== null ? (
        <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : isPending ? (
        <RowSkeletons rows={4} />
      ) : nothing ? (
        <p className={styles.quiet}>{say('empty')}</p>
      ) : (
        <>
          <div className={styles.choice}>
            <NativeSelect
              size="xs"
              label={say('start')}
              value={data.start?.city ?? ''}
              onChange={(event) => choice.set({ start: event.currentTarget.value, leave })}
              data={[...new Set([...(data.start === null ? [] : [data.start.city]), ...data.cities])].map((city) => ({
                value: city,
                label: say('middle', { city }),
              }))}
            />
            <TextInput
              size="xs"
              type="time"
              label={say('leave')}
              value={leave}
              onChange={(event) => {
                const time = event.currentTarget.value;
                if (/^\d\d:\d\d$/.test(time)) choice.set({ start, leave: time });
              }}
            />
          </div>
          <div className={styles.split}>
            <RouteStops route={data} />
            {data.stops.length === 0 ? null : <RouteMap route={data} />}
          </div>
          {data.left.length === 0 ? null : (
            <>
              <h3>{say('left')}</h3>
              <ul className={styles.left}>
                {data.left.map((visit) => (
                  <li key={visit.id}>
                    {[visit.title, visit.account, visit.city].filter((part) => part !== null).join(' · ')}
                    <small>
                      {visit.agreed ? `${say('agreed')} ${visit.planned ?? ''} · ` : ''}
                      {say(visit.reason, { time: visit.earliest ?? '' })}
                    </small>
                  </li>
                ))}
              </ul>
            </>
          )}
          <p className={styles.quiet}>{say('basis', { factor: data.roadFactor, speed: data.speedKmh })}</p>
        </>
      )}
    </section>
  );
}
