import { Tabs } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Page } from '#web/components/Page.tsx';
import { PageBody } from '#web/components/PageBody.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { Asked } from '../../Asked.tsx';
import { PayMoney } from '../../PayMoney.tsx';
import { StateMark } from '../../StateMark.tsx';
import { usePay } from '../../pay-api.ts';
import { PeriodExceptions } from './PeriodExceptions.tsx';
import { PeriodFiles } from './PeriodFiles.tsx';
import { PeriodJournal } from './PeriodJournal.tsx';
import { PeriodStatements } from './PeriodStatements.tsx';
import { PeriodSteps } from './PeriodSteps.tsx';
import { PeriodTrail } from './PeriodTrail.tsx';
import styles from './Period.module.css';
import type { PeriodView } from './period-types.ts';
import { periodWords } from './period-words.ts';

const tabs = ['exceptions', 'statements', 'journal', 'files', 'trail'] as const;
type Tab = (typeof tabs)[number];

/** One period from open to paid: what is next, what stands in the way, whom it pays, what it books. */
export function PeriodPage() {
  const say = useWords(periodWords);
  const { id }: { id: string } = useParams({ strict: false });
  const query = usePay<PeriodView>(`/periods/${id}`);
  return (
    <Page
      title={query.data?.label ?? say('periods')}
      note={query.data === undefined ? undefined : <StateMark state={query.data.state} />}
    >
      <PageBody>
        <Asked query={query}>{(period) => <Period period={period} />}</Asked>
      </PageBody>
    </Page>
  );
}

function Period({ period }: { readonly period: PeriodView }) {
  const say = useWords(periodWords);
  const navigate = useNavigate();
  const { tab = period.exceptions.open > 0 ? 'exceptions' : 'statements' }: { tab?: Tab } = useSearch({
    strict: false,
  });
  return (
    <>
      <div className={styles.head}>
        {period.totals.map(({ currency, total, statements }) => (
          <b key={currency}>
            <PayMoney amount={total} currency={currency} /> <span>{`${statements} ${say('statements')}`}</span>
          </b>
        ))}
        <span>
          {period.exceptions.open > 0
            ? say('openExceptions', { count: period.exceptions.open })
            : period.calculatedAt === null
              ? ''
              : say('allExplained')}
        </span>
        {period.unacknowledged > 0 ? <span>{say('unread', { count: period.unacknowledged })}</span> : null}
        {period.closedHash === null ? null : <code>{say('sealed', { hash: period.closedHash.slice(0, 16) })}</code>}
      </div>
      <PeriodSteps period={period} />
      <Tabs
        value={tab}
        onChange={(value) => void navigate({ to: '.', search: { tab: value } as never })}
        keepMounted={false}
      >
        <Tabs.List>
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {say(one)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="exceptions" pt="md">
          <PeriodExceptions period={period} />
        </Tabs.Panel>
        <Tabs.Panel value="statements" pt="md">
          <PeriodStatements period={period} />
        </Tabs.Panel>
        <Tabs.Panel value="journal" pt="md">
          <PeriodJournal period={period} />
        </Tabs.Panel>
        <Tabs.Panel value="files" pt="md">
          <PeriodFiles period={period} />
        </Tabs.Panel>
        <Tabs.Panel value="trail" pt="md">
          <PeriodTrail period={period} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
