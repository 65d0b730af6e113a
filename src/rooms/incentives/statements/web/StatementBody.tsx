import { Button } from '@mantine/core';
import { useState } from 'react';
import type { WaterfallChart } from '#kernel/chart.ts';
import { problemOf } from '#web/api/problem.ts';
import { Chart } from '#web/charts/Chart.tsx';
import { PlainTable, Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { formatDate } from '#web/format/date.ts';
import { formatMoney } from '#web/format/money.ts';
import { formatPercent } from '#web/format/number.ts';
import { useLanguage, useLocal, useWords } from '#web/i18n/language-context.tsx';
import { PayMoney } from '../../PayMoney.tsx';
import { ReasonForm } from '../../ReasonForm.tsx';
import { StateMark } from '../../StateMark.tsx';
import { usePayStep } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import { measureName } from '../../plan-words.ts';
import styles from './Statement.module.css';
import { StatementLines } from './StatementLines.tsx';
import type { StatementView } from './statement-types.ts';
import { statementWords } from './statement-words.ts';

/** The number, how it came about as a short waterfall, quotas, every line, what changed, and the proof. */
export function StatementBody({ statement }: { readonly statement: StatementView }) {
  const say = useWords(statementWords);
  const local = useLocal();
  const { language } = useLanguage();
  const { currency } = statement;
  return (
    <>
      <section className={styles.head}>
        <div>
          <span className={styles.label}>
            {local(statement.planName)} · {statement.period.label} <StateMark state={statement.period.state} />
          </span>
          <b className={styles.total}>{formatMoney(statement.total, currency, language)}</b>
        </div>
        <div>
          <span className={styles.label}>
            {say('toDate')} · {say('periodsCounted', { count: statement.toDate.periods })}
          </span>
          <b className={styles.second}>{formatMoney(statement.toDate.total, currency, language)}</b>
        </div>
        {statement.drawDebt === null ? null : (
          <div>
            <span className={styles.label}>{say('drawDebt')}</span>
            <b className={styles.second}>{formatMoney(statement.drawDebt, currency, language)}</b>
          </div>
        )}
      </section>
      <Actions statement={statement} />
      <Quotas statement={statement} />
      {statement.byComponent.length < 2 ? null : (
        <Section title={say('howItCame')}>
          <Chart spec={waterfall(statement, say('howItCame'), say('thisPeriod'), local)} bare />
        </Section>
      )}
      <Section title={say('lines')} hint={say('linesHint')}>
        <StatementLines statement={statement} />
      </Section>
      <Changes statement={statement} />
      <p className={styles.proof}>
        {say('proofText', {
          day: formatDate(statement.calculatedAt.slice(0, 10), language),
          engine: statement.engineVersion,
          revision: statement.revision,
          input: statement.inputHash.slice(0, 12),
          hash: statement.hash.slice(0, 12),
        })}
      </p>
    </>
  );
}

/** Bars from nothing to the total. Drawn from rounded numbers; the amounts beside it are exact. */
function waterfall(
  statement: StatementView,
  title: string,
  end: string,
  local: ReturnType<typeof useLocal>,
): WaterfallChart {
  return {
    kind: 'waterfall',
    title,
    start: { name: '0', value: 0 },
    parts: statement.byComponent.map(({ name, amount }) => ({ name: local(name), amount: Number(amount) })),
    end: { name: end, value: Number(statement.total) },
    value: { unit: 'money', currency: statement.currency },
  };
}

function Actions({ statement }: { readonly statement: StatementView }) {
  const say = useWords(statementWords);
  const { language } = useLanguage();
  const step = usePayStep();
  const [doubting, setDoubting] = useState(false);
  const [sent, setSent] = useState(false);
  return (
    <div className={styles.actions} data-print="none">
      {step.error === null ? null : <ProblemView problem={problemOf(step.error)} draftKept={doubting} />}
      {statement.acknowledgedAt === null ? null : (
        <span className={styles.label}>
          {say('acknowledged', { day: formatDate(statement.acknowledgedAt.slice(0, 10), language) })}
        </span>
      )}
      {statement.may.acknowledge ? (
        <Button
          size="xs"
          loading={step.isPending && !doubting}
          onClick={() => step.mutate({ path: `/statements/${statement.id}/acknowledgement` })}
        >
          {say('acknowledge')}
        </Button>
      ) : null}
      {sent ? <span role="status">{say('disputeSent')}</span> : null}
      {!statement.may.dispute || sent ? null : doubting ? (
        <ReasonForm
          label={say('disputeWhat')}
          busy={step.isPending}
          onCancel={() => setDoubting(false)}
          onSend={(text) =>
            step.mutate(
              { path: '/disputes', body: { statementId: statement.id, text } },
              { onSuccess: () => (setDoubting(false), setSent(true)) },
            )
          }
        />
      ) : (
        <Button size="xs" variant="default" onClick={() => setDoubting(true)}>
          {say('disputeAll')}
        </Button>
      )}
    </div>
  );
}

function Quotas({ statement }: { readonly statement: StatementView }) {
  const say = useWords(statementWords);
  const local = useLocal();
  const { language } = useLanguage();
  if (statement.quotas.length === 0) return null;
  return (
    <div className={styles.quotas}>
      {statement.quotas.map(({ measure, quota, credited, attainment }) => (
        <div key={measure}>
          <span className={styles.label}>
            {local(measureName(measure))} · {say('attainment')}
          </span>
          <b>{attainment === null ? '–' : formatPercent(attainment, language)}</b>
          <meter
            min={0}
            max={1.5}
            value={Math.min(1.5, attainment ?? 0)}
            aria-label={`${local(measureName(measure))} ${say('attainment')}`}
          />
          <span className={styles.label}>
            {formatMoney(credited, statement.currency, language, { whole: true })} /{' '}
            {formatMoney(quota, statement.currency, language, { whole: true })}
          </span>
        </div>
      ))}
    </div>
  );
}

function Changes({ statement }: { readonly statement: StatementView }) {
  const say = useWords(payWords);
  const sayOf = useWords(statementWords);
  const local = useLocal();
  if (statement.changes.length === 0) return null;
  const { currency } = statement;
  return (
    <Section title={sayOf('changes')}>
      <PlainTable
        label={sayOf('changes')}
        columns={[
          { label: say('component') },
          { label: sayOf('deal') },
          { label: say('before'), align: 'right' },
          { label: say('now'), align: 'right' },
          { label: say('change'), align: 'right' },
        ]}
      >
        {statement.changes.map((one, at) => (
          <tr key={`${one.component}|${one.deal ?? ''}|${at}`}>
            <td>{local(one.componentName)}</td>
            <td>{one.deal}</td>
            <td data-align="right">
              <PayMoney amount={one.before} currency={currency} />
            </td>
            <td data-align="right">
              <PayMoney amount={one.after} currency={currency} />
            </td>
            <td data-align="right">
              <PayMoney amount={one.difference} currency={currency} signed />
            </td>
          </tr>
        ))}
      </PlainTable>
    </Section>
  );
}
