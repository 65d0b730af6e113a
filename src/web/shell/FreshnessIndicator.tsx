import { Tooltip } from '@mantine/core';
import { useNow } from '#web/state/now.ts';
import { liveFreshness } from '#web/api/live.ts';
import { relativeInstant } from '#web/format/date.ts';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useWatched } from '#web/state/watched.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';

const tones = { live: 'var(--qd-good)', connecting: 'var(--qd-muted)', lost: 'var(--qd-warn)' } as const;
const words = { live: 'live', connecting: 'connecting', lost: 'notLive' } as const;

/** Says whether the screen is live and how fresh it is. */
export function FreshnessIndicator() {
  const say = useWords(shellWords);
  const { language } = useLanguage();
  const { state, heardAtMs } = useWatched(liveFreshness);
  const now = useNow();
  const ago =
    heardAtMs === 0 ? '–' : relativeInstant(new Date(heardAtMs).toISOString(), Math.max(now, heardAtMs), language);
  return (
    <Tooltip label={say(state === 'lost' ? 'notLiveHint' : 'liveHint', { ago })} multiline maw={280}>
      <span
        role="status"
        style={{
          display: 'inline-flex',
          alignItems: 'center',
          gap: 6,
          fontSize: 12,
          color: 'var(--qd-muted)',
          padding: '0 8px',
          whiteSpace: 'nowrap',
        }}
      >
        <span style={{ width: 7, height: 7, borderRadius: '50%', background: tones[state] }} />
        {say(words[state])}
      </span>
    </Tooltip>
  );
}
