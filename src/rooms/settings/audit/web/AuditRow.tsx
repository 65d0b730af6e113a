import { Link } from '@tanstack/react-router';
import { fieldOf } from '#kernel/record-kind.ts';
import { textOf } from '#kernel/text-of.ts';
import { formatInstant } from '#web/format/date.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { recordPath, useKind } from '#web/shell/app-context.ts';
import type { AuditedEvent } from './audit-api.ts';
import { auditWords } from './audit-words.ts';

const ways = ['app', 'api', 'cli', 'job', 'import', 'system'] as const;
type Way = (typeof ways)[number];

/** One event: who, what, and each field from → to; what the reader may not see is named and hidden. */
export function AuditRow({ event }: { readonly event: AuditedEvent }) {
  const say = useWords(auditWords);
  const reader = useReader();
  const kind = useKind(event.kind);
  const muted = { color: 'var(--qd-muted)' };
  const value = (one: unknown): string => {
    if (one === null || one === undefined || one === '') return say('nothing');
    const shown = typeof one === 'object' ? JSON.stringify(one) : textOf(one);
    return shown.length > 160 ? `${shown.slice(0, 160)}…` : shown;
  };
  const way = ways.includes(event.via as Way) ? say(event.via as Way) : event.via;
  return (
    <tr>
      <td style={{ whiteSpace: 'nowrap' }}>
        {formatInstant(event.recordedAt, reader.language, reader.timeZone, 'long')}
      </td>
      <td>
        {event.actorName ?? say('system')}
        <div style={muted}>{way}</div>
      </td>
      <td>
        <b>{kind?.label[reader.language] ?? event.kind}</b> <code>{event.action}</code>
        <div>
          {kind !== undefined && event.recordTitle !== null ? (
            <Link to={recordPath(kind, event.recordId)}>{event.recordTitle}</Link>
          ) : (
            <span style={muted}>{event.recordTitle ?? event.note ?? ''}</span>
          )}
        </div>
      </td>
      <td style={{ overflowWrap: 'anywhere' }}>
        {Object.entries(event.changes).map(([name, { from, to, hidden }]) => (
          <div key={name}>
            <span style={muted}>
              {(kind === undefined ? undefined : fieldOf(kind, name))?.label[reader.language] ?? name}:{' '}
            </span>
            {hidden ? (
              <i style={muted}>{say('hidden')}</i>
            ) : (
              <>
                <span style={muted}>{value(from)}</span> → {value(to)}
              </>
            )}
          </div>
        ))}
      </td>
    </tr>
  );
}
