import { useState } from 'react';
import type { ProblemDocument } from '#web/api/problem.ts';
import { request } from '#web/api/request.ts';
import { useResource } from '#web/api/use-resource.ts';
import { FileDrop } from '#web/components/FileDrop.tsx';
import { Loaded } from '#web/components/Loaded.tsx';
import { Page } from '#web/components/Page.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { Section, Sections } from '#web/components/Section.tsx';
import { RowSkeletons } from '#web/components/Skeletons.tsx';
import { toast } from '#web/components/toasts.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import type { RatesView } from '../contract.ts';
import { CurrencyTable } from './CurrencyTable.tsx';
import { NewRateForm } from './NewRateForm.tsx';
import { rateWords } from './rate-words.ts';
import { RateTable } from './RateTable.tsx';

const path = '/api/settings/rates';

/** Dated exchange rates: which currencies are in use, whether the rates reach, entry and import. */
export function RatesPage() {
  const say = useWords(rateWords);
  const rates = useResource<RatesView>(path);
  const [problem, setProblem] = useState<ProblemDocument>();
  const [busy, setBusy] = useState(false);
  const upload = async (files: readonly File[]): Promise<void> => {
    const body = new FormData();
    body.append('file', files[0]);
    setBusy(true);
    const answer = await request<{ kept: number; view: RatesView }>('POST', `${path}/imports`, { body });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    rates.keep(answer.value.view);
    toast(say('kept', { count: answer.value.kept }), { tone: 'good' });
  };
  return (
    <Page title={say('title')} note={rates.value?.base}>
      <Sections>
        <Loaded resource={rates}>
          {(view) => (
            <>
              <Section title={say('inUse')} note={say('note')}>
                <CurrencyTable view={view} />
              </Section>
              <Section title={say('addTitle')}>
                <NewRateForm view={view} path={path} onKept={rates.keep} />
              </Section>
              <Section title={say('fileTitle')} note={say('fileNote')}>
                {busy ? (
                  <RowSkeletons rows={2} />
                ) : (
                  <FileDrop
                    types={['.csv', '.tsv', '.txt', '.xlsx', '.xls']}
                    mostBytes={20_000_000}
                    onFiles={(files) => void upload(files)}
                  />
                )}
                {problem === undefined ? null : <ProblemView problem={problem} />}
              </Section>
              {view.rates.length === 0 ? null : (
                <Section title={say('all')}>
                  <RateTable view={view} path={path} onChanged={rates.again} />
                </Section>
              )}
            </>
          )}
        </Loaded>
      </Sections>
    </Page>
  );
}
