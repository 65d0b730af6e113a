import { Checkbox, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { parseCivilDate } from '#kernel/civil-date.ts';
import { formatDate } from '#web/format/date.ts';
import { formatMoney } from '#web/format/money.ts';
import { useLanguage, useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { usePay } from '../../pay-api.ts';
import styles from './Statement.module.css';
import { type WhatIfAnswer, estimateDeals } from './estimate-deals.ts';
import type { EstimatorView } from './statement-types.ts';
import { statementWords } from './statement-words.ts';

/**
 * "What if I close these?", or this one on the page of a deal: the engine itself, in the browser, on the reader's own rows.
 * Nothing is stored or sent.
 */
export function Estimator({ dealId }: { readonly dealId?: string }) {
  const say = useWords(statementWords);
  const query = usePay<EstimatorView>('/estimator');
  if (query.data === undefined) return null; // beside the statement: what cannot be estimated is not in the way
  const deal = query.data.deals.find(({ id }) => id === dealId);
  if (dealId !== undefined && (deal === undefined || query.data.plans.length === 0)) return null;
  const title = say(deal === undefined ? 'estimator' : 'estimatorOne');
  return (
    <aside className={styles.estimator} aria-label={title} data-print="none">
      <h2>{title}</h2>
      {query.data.plans.length === 0 ? <p>{say('noEstimate')}</p> : <Choice view={query.data} deal={deal} />}
    </aside>
  );
}

interface ChoiceProps {
  readonly view: EstimatorView;
  /** The one deal that it is about; without it the reader chooses. */
  readonly deal: EstimatorView['deals'][number] | undefined;
}

function Choice({ view, deal }: ChoiceProps) {
  const say = useWords(statementWords);
  const local = useLocal();
  const { language } = useLanguage();
  const { today, baseCurrency } = useReader();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(deal === undefined ? [] : [deal.id]));
  const [closesOn, setClosesOn] = useState(deal?.expectedCloseOn ?? today);
  const [own, setOwn] = useState('');
  const currency = view.plans[0]?.currency ?? baseCurrency;
  const deals = view.deals.filter(({ id }) => chosen.has(id));
  const answers = useMemo(
    () => (parseCivilDate(closesOn) === undefined ? [] : estimateDeals(view, deals, own, currency, closesOn)),
    [view, deals, own, currency, closesOn],
  );
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <>
      <div aria-live="polite">
        {answers.map((answer) => (
          <Answer key={answer.planId} answer={answer} />
        ))}
      </div>
      <TextInput
        size="xs"
        type="date"
        label={say('closeBy')}
        value={closesOn}
        onChange={(event) => setClosesOn(event.currentTarget.value)}
      />
      {deal !== undefined ? null : view.deals.length === 0 ? (
        <p>{say('noDeals')}</p>
      ) : (
        <div className={styles.deals}>
          {view.deals.map((one) => (
            <Checkbox
              key={one.id}
              size="xs"
              checked={chosen.has(one.id)}
              onChange={() => toggle(one.id)}
              label={one.label}
              description={`${formatMoney(one.amount, one.currency, language, { whole: true })}${one.expectedCloseOn === null ? '' : ` · ${formatDate(one.expectedCloseOn, language)}`}`}
            />
          ))}
        </div>
      )}
      {deal !== undefined ? null : (
        <TextInput
          size="xs"
          label={say('ownAmount')}
          value={own}
          inputMode="decimal"
          rightSection={currency}
          rightSectionWidth={48}
          onChange={(event) => setOwn(event.currentTarget.value)}
        />
      )}
      <p>{say('estimatorHint')}</p>
      {view.plans.flatMap(({ leavesOut, planId }) =>
        leavesOut.map((one) => (
          <p key={`${planId}|${one.en}`}>
            {say('leavesOut')} {local(one)}
          </p>
        )),
      )}
    </>
  );
}

function Answer({ answer }: { readonly answer: WhatIfAnswer }) {
  const say = useWords(statementWords);
  const local = useLocal();
  const { language } = useLanguage();
  if (answer.problem !== undefined) return <p>{say('cannotEstimate', { why: local(answer.problem) })}</p>;
  return (
    <div>
      <p>
        {local(answer.name)} · {say('wouldEarn')}
      </p>
      <div className={styles.more}>{formatMoney(answer.added, answer.currency, language, { signed: true })}</div>
      {answer.periods.map(({ period, total }) => (
        <p key={period}>
          {period}: {say('inTotal', { amount: formatMoney(total, answer.currency, language) })}
        </p>
      ))}
      {answer.notCounted.map((reason) => (
        <p key={reason.en}>{local(reason)}</p>
      ))}
    </div>
  );
}
