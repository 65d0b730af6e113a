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
