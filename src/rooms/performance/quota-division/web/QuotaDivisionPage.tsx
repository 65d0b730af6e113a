import { useMutation } from '@tanstack/react-query';
import { RequestFailed, problemOf } from '#web/api/problem.ts';
import { request } from '#web/api/request.ts';
import { Page } from '#web/components/Page.tsx';
import { PageBody, Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import type { Division } from '../contract.ts';
import { DivisionForm, type DivisionQuestion } from './DivisionForm.tsx';
import { DivisionProposal } from './DivisionProposal.tsx';
import { divisionWords } from './division-words.ts';

/** Divides a total among sellers, shows why, and stores it as their quotas. */
export function QuotaDivisionPage() {
  const say = useWords(divisionWords);
  const division = useMutation({
    mutationFn: async (question: DivisionQuestion) => {
      const reply = await request<Division>('POST', '/api/performance/quota-divisions', { body: question });
      if (!reply.ok) throw new RequestFailed(reply.problem);
      return { question, division: reply.value };
    },
  });
  return (
    <Page title={say('title')}>
      <PageBody>
        <Section title={say('ask')}>
          <DivisionForm busy={division.isPending} onAsk={(question) => division.mutate(question)} />
        </Section>
        {division.error === null ? null : <ProblemView problem={problemOf(division.error)} draftKept />}
        {division.data === undefined ? null : (
          <DivisionProposal
            key={division.submittedAt}
            question={division.data.question}
            division={division.data.division}
          />
        )}
      </PageBody>
    </Page>
  );
}
