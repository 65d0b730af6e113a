import { Skeleton } from '@mantine/core';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';

/** Grey rows in place of a list that is on its way. */
export function RowSkeletons({ rows = 12 }: { readonly rows?: number }) {
  const say = useWords(shellWords);
  return (
    <div role="status" aria-label={say('loading')} style={{ padding: '0 24px' }}>
      {Array.from({ length: rows }, (_, at) => (
        <div
          key={at}
          style={{
            height: 'var(--qd-row)',
            display: 'flex',
            alignItems: 'center',
            gap: 24,
            borderBottom: '1px solid var(--qd-line)',
          }}
        >
          <Skeleton height={10} width={`${24 + ((at * 7) % 16)}%`} />
          <Skeleton height={10} width="14%" />
          <Skeleton height={10} width="10%" />
          <Skeleton height={10} width="18%" />
        </div>
      ))}
    </div>
  );
}

/** Grey cards in a column of a board whose cards are on their way. */
export function CardSkeletons({ cards = 3 }: { readonly cards?: number }) {
  const say = useWords(shellWords);
  return (
    <div role="status" aria-label={say('loading')} style={{ display: 'grid', gap: 8 }}>
      {Array.from({ length: cards }, (_, card) => (
        <Skeleton key={`${card}`} height={72} />
      ))}
    </div>
  );
}

/** Grey columns in place of a board that is on its way. */
export function BoardSkeleton() {
  const say = useWords(shellWords);
  return (
    <div role="status" aria-label={say('loading')} style={{ display: 'flex', gap: 16, padding: '16px 24px' }}>
      {[4, 3, 5, 2, 3].map((cards, column) => (
        <div key={`${column}`} style={{ flex: 1, display: 'grid', gap: 8, alignContent: 'start' }}>
          <Skeleton height={12} width="50%" mb={8} />
          {Array.from({ length: cards }, (_, card) => (
            <Skeleton key={`${card}`} height={72} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** Grey shapes in place of a page that is on its way. */
export function PageSkeleton() {
  const say = useWords(shellWords);
  return (
    <div role="status" aria-label={say('loading')} style={{ padding: 24, display: 'grid', gap: 16 }}>
      <Skeleton height={18} width={220} />
      <Skeleton height={10} width="60%" />
      <Skeleton height={10} width="52%" />
      <Skeleton height={160} />
    </div>
  );
}
