import { Link } from '@tanstack/react-router';
import { Tone } from '#web/components/Tone.tsx';
import { formatNumber } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { recordPath, useKind } from '#web/shell/app-context.ts';
import type { DayRoute, RouteStop } from '../route-contract.ts';
import styles from './RoutePanel.module.css';
import { routeWords } from './route-words.ts';

/** The stops in order with their times, lunch where it falls, and the way back. */
export function RouteStops({ route }: { readonly route: DayRoute }) {
  const say = useWords(routeWords);
  const { lunch } = route;
  const eatBefore = lunch === null ? -1 : route.stops.findIndex(({ begin }) => begin >= lunch);
  const pause = (
    <li key="lunch" className={styles.pause}>
      <time>{lunch}</time> {say('lunch')}
    </li>
  );
  return (
    <ol className={styles.stops}>
      {route.stops.flatMap((stop, i) => [
        ...(i === eatBefore ? [pause] : []),
        <Stop key={stop.id} stop={stop} number={i + 1} />,
      ])}
      {lunch !== null && eatBefore === -1 ? pause : null}
      {route.back === null ? null : (
        <li className={styles.pause}>
          <time>{route.back}</time> {say('back')}
        </li>
      )}
    </ol>
  );
}

function Stop({ stop, number }: { readonly stop: RouteStop; readonly number: number }) {
  const say = useWords(routeWords);
  const { language } = useLanguage();
  const kind = useKind(stop.kind);
  const body = (
    <>
      <span className={styles.number}>{number}</span>
      <span className={styles.time}>
        <time>{stop.begin}</time>
        <small>{stop.end}</small>
      </span>
      <span className={styles.what}>
        {stop.title}
        <small>
          {[stop.account, stop.exact ? stop.city : say('city')].filter((part) => part !== null).join(' · ')}
        </small>
      </span>
      <span className={styles.facts}>
        {stop.agreed ? <Tone tone="accent">{say('agreed')}</Tone> : null}
        <small>
          {say('leg', { km: formatNumber(stop.km, language, { decimals: 1 }) })}
          {stop.planned === null || stop.planned === stop.begin ? '' : ` · ${say('planned', { time: stop.planned })}`}
        </small>
      </span>
    </>
  );
  return (
    <li>
      {kind === undefined ? (
        <span className={styles.stop}>{body}</span>
      ) : (
        <Link className={styles.stop} to={recordPath(kind, stop.id)}>
          {body}
        </Link>
      )}
    </li>
  );
}
