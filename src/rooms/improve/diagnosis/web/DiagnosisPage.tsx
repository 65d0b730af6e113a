import { Button } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Lens } from '#engines/diagnosis/finding.ts';
import { problemOf } from '#web/api/problem.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Page } from '#web/components/Page.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { PageSkeleton } from '#web/components/Skeletons.tsx';
import { formatDate } from '#web/format/date.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import styles from './DiagnosisPage.module.css';
import { FindingDetail } from './FindingDetail.tsx';
import { FindingList } from './FindingList.tsx';
import { LensTiles } from './LensTiles.tsx';
import { diagnosisWords } from './diagnosis-words.ts';
import { type DiagnosisView, useDiagnosis, useRunDiagnosis } from './use-diagnosis.ts';

/** Six lenses, the findings ranked by money at stake, and beside them the evidence of the one that is open. */
export function DiagnosisPage() {
  const say = useWords(diagnosisWords);
  const reader = useReader();
  const { data, error, isPending, refetch } = useDiagnosis();
  const run = useRunDiagnosis();
  const diagnosis = data?.diagnosis ?? undefined;
  const actions = (
    <Button leftSection={<IconStethoscope size={16} />} onClick={() => run.mutate()} loading={run.isPending}>
      {say(run.isPending ? 'running' : 'run')}
    </Button>
  );
  const note = diagnosis === undefined ? undefined : say('asOf', { day: formatDate(diagnosis.asOf, reader.language) });
  return (
    <Page title={say('title')} note={note} actions={diagnosis === undefined ? undefined : actions}>
      {run.error === null ? null : <ProblemView problem={problemOf(run.error)} onRetry={() => run.mutate()} />}
      {isPending ? (
        <PageSkeleton />
      ) : error !== null ? (
        <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : diagnosis === undefined ? (
        <EmptyState icon="stethoscope" title={say('neverTitle')} actions={actions}>
          {say('neverBody')}
        </EmptyState>
      ) : (
        <Findings diagnosis={diagnosis} />
      )}
    </Page>
  );
}

interface Chosen {
  readonly finding?: string;
  readonly lens?: Lens;
}

function Findings({ diagnosis }: { readonly diagnosis: DiagnosisView }) {
  const say = useWords(diagnosisWords);
  const local = useLocal();
  const navigate = useNavigate();
  const chosen: Chosen = useSearch({ strict: false });
  const choose = (search: Chosen): void => void navigate({ to: '.', search: { ...chosen, ...search } as never });
  const shown = diagnosis.findings.filter((finding) => chosen.lens === undefined || finding.lens === chosen.lens);
  const open = diagnosis.findings.find((finding) => finding.id === chosen.finding);
  return (
    <div className={styles.body}>
      <LensTiles
        lenses={diagnosis.lenses}
        history={diagnosis.history}
        currency={diagnosis.currency}
        chosen={chosen.lens}
        onChoose={(lens) => choose({ lens, finding: undefined })}
      />
      {diagnosis.findings.length === 0 ? (
        <EmptyState icon="stethoscope" title={say('healthyTitle')}>
          {say('healthyBody')}
        </EmptyState>
      ) : (
        <div className={styles.split} data-open={open !== undefined}>
          <FindingList
            findings={shown}
            currency={diagnosis.currency}
            open={open?.id}
            onOpen={(finding) => choose({ finding })}
          />
          {open === undefined ? (
            <p className={styles.hint}>{say('choose')}</p>
          ) : (
            <FindingDetail
              key={open.id}
              finding={open}
              currency={diagnosis.currency}
              onClose={() => choose({ finding: undefined })}
            />
          )}
        </div>
      )}
      {diagnosis.unchecked.length === 0 ? null : (
        <section className={styles.unchecked}>
          <h2>{say('unchecked')}</h2>
          <ul>
            {diagnosis.unchecked.map(({ rule, needs }) => (
              <li key={rule}>
                <b>{rule}</b> · {say('needs', { what: local(needs) })}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
