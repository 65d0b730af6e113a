import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ProblemDocument, problemOf } from '#web/api/problem.ts';
import { fetchValue } from '#web/api/request.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { RowSkeletons } from '#web/components/Skeletons.tsx';
import { formatInstant } from '#web/format/date.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import styles from './ImportPage.module.css';
import { importWords } from './import-words.ts';
import { undoRun } from './imports-api.ts';
import { useToldImport } from './use-told-import.ts';

interface EarlierImport {
  readonly id: string;
  readonly fileName: string;
  readonly state: string;
  readonly created: number;
  readonly updated: number;
  readonly skipped: number;
  readonly rejected: number;
  readonly startedAt: string;
}

/** What was imported before; each stored import can be taken back whole. */
export function EarlierImports({ refresh }: { readonly refresh: string }) {
  const say = useWords(importWords);
  const reader = useReader();
  const told = useToldImport();
  const client = useQueryClient();
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<ProblemDocument>();
  const { data, error, isPending } = useQuery({
    queryKey: ['imports', refresh],
    queryFn: ({ signal }) =>
      fetchValue<{ readonly imports: readonly EarlierImport[] }>('/api/settings/imports', { signal }),
  });
  const undo = async (id: string): Promise<void> => {
    setBusy(id);
    const answer = await undoRun(id);
    setBusy(undefined);
    setProblem(answer.ok ? undefined : answer.problem);
    await client.invalidateQueries();
  };
  return (
    <section className={styles.earlier}>
      <h2>{say('earlier')}</h2>
      {problem === undefined ? null : <ProblemView problem={told.document(problem)} />}
      {isPending ? (
        <RowSkeletons rows={3} />
      ) : error !== null ? (
        <ProblemView problem={problemOf(error)} />
      ) : data.imports.length === 0 ? (
        <p className={styles.hint}>{say('noneYet')}</p>
      ) : (
        <table className={styles.table}>
          <tbody>
            {data.imports.map((one) => (
              <tr key={one.id}>
                <td>{formatInstant(one.startedAt, reader.language, reader.timeZone)}</td>
                <td>{one.fileName}</td>
                <td>
                  {say('created', { count: one.created })} · {say('updated', { count: one.updated })}
                </td>
                <td>
                  {one.state === 'done' || one.state === 'undone' || one.state === 'refused'
                    ? say(one.state)
                    : one.state}
                </td>
                <td className={styles.number}>
                  {one.state === 'done' && one.created + one.updated > 0 ? (
                    <Button size="xs" variant="default" loading={busy === one.id} onClick={() => void undo(one.id)}>
                      {say('undo')}
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
