import { Button, Group, SegmentedControl } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { addDays } from '#kernel/civil-date.ts';
import { problemOf } from '#web/api/problem.ts';
import { Page } from '#web/components/Page.tsx';
import { PageBody } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { useSession } from '#web/shell/app-context.ts';
import { DaysBetween } from '../../DaysBetween.tsx';
import { usePayStep } from '../../pay-api.ts';
import { Adjustments } from './Adjustments.tsx';
import { CreditTable } from './CreditTable.tsx';
import { PolicyPanel } from './PolicyPanel.tsx';
import { Unassigned } from './Unassigned.tsx';
import type { CreditingRun } from './credit-types.ts';
import { creditWords } from './credit-words.ts';

const tabs = ['credits', 'unassigned', 'adjustments', 'policy'] as const;
type Tab = (typeof tabs)[number];

/** Which deal counts for whom and why, what counts for nobody, and what was adjusted by hand. */
export function CreditsPage() {
  const say = useWords(creditWords);
  const navigate = useNavigate();
  const { today } = useReader();
  const rights = useSession().rights;
  const sees = rights.includes('incentives.administer');
  const search: { tab?: Tab; from?: string; through?: string } = useSearch({ strict: false });
  const { tab = 'credits', from = addDays(today, -90), through = today } = search;
  const choose = (change: object): void =>
    void navigate({ to: '.', search: { tab, from, through, ...change } as never });
  const dated = !sees || tab === 'credits' || tab === 'unassigned';
  const step = usePayStep<CreditingRun>();
  return (
    <Page
      title={say('credits')}
      actions={
        rights.includes('incentives.administer') ? (
          <Button
            variant="default"
            loading={step.isPending}
            onClick={() => step.mutate({ path: '/crediting-runs', body: { scope: 'all' } })}
          >
            {say('rerun')}
          </Button>
        ) : undefined
      }
      tools={
        <Group gap="xs">
          {sees ? (
            <SegmentedControl
              size="xs"
              value={tab}
              onChange={(value) => choose({ tab: value })}
              data={tabs.map((value) => ({ value, label: say(`tab_${value}`) }))}
            />
          ) : null}
          {dated ? <DaysBetween from={from} through={through} onDays={choose} /> : null}
        </Group>
      }
    >
      <PageBody>
        {step.error === null ? null : <ProblemView problem={problemOf(step.error)} />}
        {step.data === undefined ? null : <p role="status">{say('ran', { ...step.data, skipped: 0 })}</p>}
        {tab === 'unassigned' && sees ? (
          <Unassigned from={from} through={through} />
        ) : tab === 'adjustments' && sees ? (
          <Adjustments />
        ) : tab === 'policy' && sees ? (
          <PolicyPanel />
        ) : (
          <CreditTable from={from} through={through} />
        )}
      </PageBody>
    </Page>
  );
}
