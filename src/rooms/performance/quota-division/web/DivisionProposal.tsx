import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { addMoney, money, moneyFromText, moneyToText } from '#kernel/money.ts';
import { RequestFailed, problemOf } from '#web/api/problem.ts';
import { newIdempotencyKey, request } from '#web/api/request.ts';
import { PlainTable, Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { Tone } from '#web/components/Tone.tsx';
import { formatMoney } from '#web/format/money.ts';
import { formatNumber, formatPercent } from '#web/format/number.ts';
import { useLanguage, useLocal, useWords } from '#web/i18n/language-context.tsx';
import type { Division } from '../contract.ts';
import type { DivisionQuestion } from './DivisionForm.tsx';
import styles from './QuotaDivision.module.css';
import { divisionWords } from './division-words.ts';

interface DivisionProposalProps {
  readonly question: DivisionQuestion;
  readonly division: Division;
}

/** The quotas with their reasons; amounts may be changed before they are stored. */
export function DivisionProposal({ question, division }: DivisionProposalProps) {
  const say = useWords(divisionWords);
  const local = useLocal();
  const { language } = useLanguage();
  const { currency, quotas, fairness } = division;
  const [amounts, setAmounts] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(quotas.map(({ person, quota }) => [person.id, quota])),
  );
  const free = quotas.filter(({ taken }) => !taken);
  const shown = (amount: string | null): string => formatMoney(amount, currency, language, { whole: true });
  const sum = quotas.reduce(
    (all, { person }) => addMoney(all, moneyFromText(amounts[person.id], currency) ?? money(0n, currency)),
    money(0n, currency),
  );
  const adoption = useMutation({
    mutationFn: async () => {
      const { fromOn, untilOn, metric } = question;
      const body = {
        fromOn,
        untilOn,
        metric,
        quotas: free.map(({ person }) => ({ personId: person.id, amount: amounts[person.id].trim() })),
      };
      const reply = await request('POST', '/api/performance/quota-divisions/adoptions', {
        body,
        idempotencyKey: newIdempotencyKey(),
      });
      if (!reply.ok) throw new RequestFailed(reply.problem);
    },
  });
  return (
    <Section title={say('proposal')} hint={say('proposalHint')}>
      {division.changeLimitGivenUp ? <Tone tone="warning">{say('givenUp')}</Tone> : null}
      <PlainTable
        label={say('proposal')}
        columns={[
          { label: say('person') },
          { label: say('soldBefore'), align: 'right' },
          { label: say('pipeline'), align: 'right' },
          { label: say('quota'), align: 'right' },
          { label: say('why') },
        ]}
      >
        {quotas.map(({ person, unit, soldBefore, pipeline, taken, because }) => (
          <tr key={person.id}>
            <td>
              {person.name} <span className={styles.why}>{unit}</span>{' '}
              {taken ? <Tone tone="warning">{say('taken')}</Tone> : null}
            </td>
            <td data-align="right" data-label={say('soldBefore')}>
              {soldBefore === null ? '–' : shown(soldBefore)}
            </td>
            <td data-align="right" data-label={say('pipeline')}>
              {shown(pipeline)}
            </td>
            <td data-align="right" data-label={say('quota')}>
              <TextInput
                size="xs"
                className={styles.amount}
                aria-label={say('quotaOf', { name: person.name })}
                inputMode="decimal"
                value={amounts[person.id]}
                disabled={taken || adoption.isSuccess}
                error={moneyFromText(amounts[person.id], currency) === undefined}
                onChange={(event) => setAmounts({ ...amounts, [person.id]: event.currentTarget.value })}
              />
            </td>
            <td className={styles.why}>{because.map((one) => local(one)).join(' · ')}</td>
          </tr>
        ))}
      </PlainTable>
      <p className={styles.muted}>
        {fairness.giniToPotential === null
          ? null
          : `${say('gini', { value: formatNumber(fairness.giniToPotential, language, { decimals: 2 }) })} · `}
        {fairness.attainable === null
          ? null
          : say('attainable', { share: formatPercent(fairness.attainable, language, { decimals: 0 }) })}
      </p>
      {adoption.error === null ? null : <ProblemView problem={problemOf(adoption.error)} draftKept />}
      <div className={styles.sum}>
        <span>{say('sum', { sum: shown(moneyToText(sum)), total: shown(division.total) })}</span>
        {adoption.isSuccess ? (
          <span role="status">
            {say('stored')} <Link to="/performance/quotas">{say('see')}</Link>
          </span>
        ) : free.length === 0 ? (
          <span>{say('nobody')}</span>
        ) : (
          <Button loading={adoption.isPending} onClick={() => adoption.mutate()}>
            {say('store', { count: free.length })}
          </Button>
        )}
      </div>
    </Section>
  );
}
