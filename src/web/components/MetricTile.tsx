import { Button, Popover } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { formatNumber, formatPercent } from '#web/format/number.ts';
import { chartWords } from '#web/i18n/chart-words.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { type Measure, measureText } from './measure-text.ts';
import { Sparkline } from './Sparkline.tsx';
import styles from './MetricTile.module.css';

export interface MetricTileProps extends Measure {
  readonly label: string;
  /** The value of the period before, in the same unit. */
  readonly previous?: number | null;
  /** Which way is better; it decides the colour of the change. */
  readonly direction?: 'up' | 'down' | 'none';
  readonly series?: readonly (number | null)[];
  /** What the number is: opened by a click. */
  readonly definition: { readonly formula: string; readonly source?: string; readonly owner?: string };
  /** Address of the list of its rows. */
  readonly rows?: string;
  /** Clauses that narrow that list to the rows behind the number. */
  readonly rowsFilter?: readonly string[];
  readonly history?: string;
  /** More in the popover: by whom, by which product. */
  readonly more?: ReactNode;
}

/** A number with its name, its change and the way it went. A click tells its definition and leads to its rows and history. */
export function MetricTile(props: MetricTileProps) {
  const { label, previous, direction = 'none', series, definition, rows, rowsFilter, history, more } = props;
  const say = useWords(chartWords);
  const { language } = useLanguage();
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={340} trapFocus>
      <Popover.Target>
        <button type="button" className={styles.tile} onClick={() => setOpen(!open)}>
          <span className={styles.label}>{label}</span>
          <span className={styles.line}>
            <span className={styles.value}>{measureText(props, language, say)}</span>
            {series === undefined ? null : <Sparkline values={series} />}
          </span>
          <Change {...props} previous={previous} direction={direction} />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <dl className={styles.facts}>
          <dt>{say('formula')}</dt>
          <dd>{definition.formula}</dd>
          {definition.source === undefined ? null : (
            <>
              <dt>{say('takenFrom')}</dt>
              <dd>{definition.source}</dd>
            </>
          )}
          {definition.owner === undefined ? null : (
            <>
              <dt>{say('owner')}</dt>
              <dd>{definition.owner}</dd>
            </>
          )}
        </dl>
        {more}
        <div style={{ display: 'flex', gap: 8 }}>
          {rows === undefined ? null : (
            <Button
              size="xs"
              variant="default"
              component={Link}
              to={rows}
              search={rowsFilter === undefined ? undefined : ({ filter: [...rowsFilter] } as never)}
            >
              {say('showRows')}
            </Button>
          )}
          {history === undefined ? null : (
            <Button size="xs" variant="default" component={Link} to={history}>
              {say('showHistory')}
            </Button>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function Change(props: MetricTileProps) {
  const { value, previous, unit, direction } = props;
  const say = useWords(chartWords);
  const { language } = useLanguage();
  if (previous === undefined || previous === null || value === null)
    return <span className={styles.change}>&nbsp;</span>;
  const isShare = unit === 'percent';
  const change = isShare ? value - previous : previous === 0 ? null : (value - previous) / Math.abs(previous);
  const good =
    change === null || change === 0 || direction === 'none' ? undefined : change > 0 === (direction === 'up');
  return (
    <span className={styles.change}>
      {change === null ? null : (
        <b data-good={good}>
          {change > 0 ? '▲' : change < 0 ? '▼' : '＝'}{' '}
          {isShare
            ? say('points', { value: formatNumber(Math.abs(change) * 100, language, { decimals: 1 }) })
            : formatPercent(Math.abs(change), language)}
        </b>
      )}
      {say('before', { value: measureText({ unit, currency: props.currency, value: previous }, language, say) })}
    </span>
  );
}

/** Tiles side by side, divided by hairlines. */
export function MetricRow({ children }: { readonly children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}
