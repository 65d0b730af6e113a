import { Button, Progress } from '@mantine/core';
import { formatDuration } from '#web/format/date.ts';
import { formatNumber, formatPercent } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { workWords } from '#web/i18n/work-words.ts';

export interface ProgressPanelProps {
  readonly title: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  /** How much is done; the total when it is known. */
  readonly done?: number;
  readonly total?: number;
  /** An instant (ISO 8601), from which the remaining time is judged. */
  readonly startedAt?: string;
  readonly nowMs: number;
  readonly message?: string;
  readonly onCancel?: () => void;
}

/** Long work: how far it is, how long it still takes, and a way to stop it. */
export function ProgressPanel({
  title,
  state,
  done = 0,
  total,
  startedAt,
  nowMs,
  message,
  onCancel,
}: ProgressPanelProps) {
  const say = useWords(workWords);
  const { language } = useLanguage();
  const share = total === undefined || total === 0 ? undefined : Math.min(1, done / total);
  const left = remainingSeconds(share, startedAt, nowMs);
  const active = state === 'running' || state === 'waiting';
  const counted =
    total === undefined
      ? done > 0
        ? formatNumber(done, language)
        : ''
      : say('ofTotal', { done: formatNumber(done, language), total: formatNumber(total, language) });
  return (
    <section aria-label={title} style={{ display: 'grid', gap: 6, padding: '12px 0' }}>
      <div style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
        <h3>{title}</h3>
        <span role="status" style={{ color: state === 'failed' ? 'var(--qd-bad)' : 'var(--qd-muted)', fontSize: 13 }}>
          {say(state)}
          {share !== undefined && active ? ` · ${formatPercent(share, language, { decimals: 0 })}` : ''}
        </span>
        <span style={{ flex: 1 }} />
        {active && onCancel !== undefined ? (
          <Button size="xs" variant="default" onClick={onCancel}>
            {say('cancel')}
          </Button>
        ) : null}
      </div>
      {active ? (
        <Progress
          aria-label={title}
          value={share === undefined ? 100 : share * 100}
          animated={share === undefined}
          transitionDuration={120}
          size={6}
        />
      ) : null}
      <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap', color: 'var(--qd-muted)', fontSize: 13 }}>
        <span>{counted}</span>
        {active && left !== undefined ? (
          <span>{say('remaining', { time: formatDuration(left, language) })}</span>
        ) : null}
        {message === undefined ? null : <span>{message}</span>}
        {active ? <span>{say('goesOn')}</span> : null}
      </div>
    </section>
  );
}

/** What is left at the pace so far; unknown in the first seconds, when a pace means nothing. */
export function remainingSeconds(
  share: number | undefined,
  startedAt: string | undefined,
  nowMs: number,
): number | undefined {
  if (share === undefined || share <= 0 || startedAt === undefined) return undefined;
  const passed = (nowMs - Date.parse(startedAt)) / 1000;
  return passed < 3 ? undefined : (passed * (1 - share)) / share;
}
