import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { RequestFailed, problemOf } from '#web/api/problem.ts';
import { newIdempotencyKey, request } from '#web/api/request.ts';
import { PlainTable } from '#web/components/PageBody.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import { payFile } from '../../pay-api.ts';
import type { LayoutDraft } from './layout-draft.ts';
import styles from './Period.module.css';
import type { PayFilePreview, PeriodView } from './period-types.ts';
import { periodWords } from './period-words.ts';

interface LayoutPreviewProps {
  readonly period: PeriodView;
  readonly layout: Omit<LayoutDraft, 'id' | 'version'>;
}

/** The first rows of the period's pay file in the layout as it stands: as a table (XLSX) and as text (CSV). */
export function LayoutPreview({ period, layout }: LayoutPreviewProps) {
  const told = useToldProblem();
  const say = useWords(periodWords);
  const [asked] = useDebouncedValue(JSON.stringify({ ...layout, name: layout.name.trim() || '-' }), 300);
  const query = useQuery({
    queryKey: ['pay', 'preview', period.id, asked],
    queryFn: async ({ signal }) => {
      const answer = await request<PayFilePreview>('POST', payFile(`/periods/${period.id}/pay-file-previews`), {
        body: JSON.parse(asked) as object,
        idempotencyKey: newIdempotencyKey(),
        signal,
      });
      if (!answer.ok) throw new RequestFailed(answer.problem);
      return answer.value;
    },
    placeholderData: (before) => before,
    retry: false,
  });
  if (query.error !== null) return <p role="status">{told.line(problemOf(query.error))}</p>;
  if (query.data === undefined) return null;
  const { header, rows, total, text } = query.data;
  return (
    <section aria-live="polite" className={styles.preview}>
      <h3>
        {say('preview')}{' '}
        <span>{total === 0 ? say('previewEmpty') : say('previewOf', { shown: rows.length, total })}</span>
      </h3>
      <PlainTable label="XLSX" columns={header.map((label) => ({ label }))}>
        {rows.map((cells, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name
          <tr key={index}>
            {cells.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells of a file have no other name
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </PlainTable>
      <pre tabIndex={0} aria-label="CSV">
        {text}
      </pre>
    </section>
  );
}
