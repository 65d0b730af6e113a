import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SentRecord } from '#web/api/records-api.ts';
import { RequestFailed, problemOf } from '#web/api/problem.ts';
import { fetchValue, newIdempotencyKey, request } from '#web/api/request.ts';
import { mayDo } from '#web/api/session.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { Tone } from '#web/components/Tone.tsx';
import { formatDate } from '#web/format/date.ts';
import { formatMoney } from '#web/format/money.ts';
import { formatNumber, formatPercent } from '#web/format/number.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { useSession } from '#web/shell/app-context.ts';
import styles from './AccountOutlook.module.css';
import { type OutlookSegment, outlookWords } from './outlook-words.ts';

interface Interval {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

interface Offer {
  readonly productId: string;
  readonly product: string;
  readonly reason: 'again' | 'together' | 'similar' | 'popular';
  readonly with: string | null;
  readonly strength: number;
  readonly answer: 'accepted' | 'refused' | null;
  readonly answerReason: string | null;
}

interface Outlook {
  readonly asOf: string;
  readonly engineVersion: string;
  readonly inputHash: string;
  readonly currency: string;
  readonly segment: OutlookSegment;
  readonly r: number;
  readonly f: number;
  readonly m: number;
  readonly recencyDays: number;
  readonly orders: number;
  readonly cohort: string;
  readonly alive: number | null;
  readonly purchases: Interval | null;
  readonly value: Interval | null;
  readonly offers: readonly Offer[];
}

/** What the next year with a customer may bring, and which product to offer next. */
export function AccountOutlook({ record }: { readonly record: SentRecord }) {
  const say = useWords(outlookWords);
  const { language } = useReader();
  const { data, error, isPending } = useQuery({
    queryKey: ['outlook', record.id],
    queryFn: ({ signal }) =>
      fetchValue<{ outlook: Outlook | null }>(`/api/customers/accounts/${record.id}/outlook`, { signal }),
    retry: false,
  });
  if (isPending) return null;
  if (error !== null) return <ProblemView problem={problemOf(error)} />;
  const { outlook } = data;
  if (outlook === null)
    return (
      <section className={styles.panel}>
        <h2>{say('title')}</h2>
        <p className={styles.muted}>{say('none')}</p>
      </section>
    );
  const money = (amount: number): string =>
    formatMoney(String(Math.round(amount)), outlook.currency, language, { short: true });
  const figure = (value: number): string => formatNumber(Number(value.toFixed(1)), language);
  return (
    <section className={styles.panel}>
      <h2>{say('title')}</h2>
      <dl className={styles.figures}>
        <div>
          <dt>{say('segment')}</dt>
          <dd>{say(`segment_${outlook.segment}`)}</dd>
          <small>{say('scores', { r: outlook.r, f: outlook.f, m: outlook.m })}</small>
        </div>
        <div>
          <dt>{say('alive')}</dt>
          <dd>{outlook.alive === null ? '–' : formatPercent(outlook.alive, language, { decimals: 0 })}</dd>
          <small>{say('recency', { count: outlook.recencyDays })}</small>
        </div>
        <div>
          <dt>{say('purchases')}</dt>
          <dd>{outlook.purchases === null ? '–' : figure(outlook.purchases.mid)}</dd>
          {outlook.purchases === null ? null : (
            <small>
              {say('interval')} {figure(outlook.purchases.low)} – {figure(outlook.purchases.high)}
            </small>
          )}
        </div>
        <div>
          <dt>{say('value')}</dt>
          <dd>{outlook.value === null ? '–' : money(outlook.value.mid)}</dd>
          {outlook.value === null ? null : (
            <small>
              {say('interval')} {money(outlook.value.low)} – {money(outlook.value.high)}
            </small>
          )}
        </div>
      </dl>
      <p className={styles.muted}>
        {say('cohort', { cohort: outlook.cohort, count: outlook.orders })} ·{' '}
        {say('asOf', { day: formatDate(outlook.asOf, language) })} ·{' '}
        {say('version', { version: outlook.engineVersion, hash: outlook.inputHash.slice(0, 8) })}
      </p>
      {outlook.offers.length === 0 ? null : (
        <>
          <h3>{say('offers')}</h3>
          <ul className={styles.offers}>
            {outlook.offers.map((offer) => (
              <OfferRow key={offer.productId} account={record.id} offer={offer} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function OfferRow({ account, offer }: { readonly account: string; readonly offer: Offer }) {
  const say = useWords(outlookWords);
  const session = useSession();
  const client = useQueryClient();
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState('');
  const answer = useMutation({
    mutationFn: async (body: object) => {
      const reply = await request('POST', `/api/customers/accounts/${account}/offer-answers`, {
        body: { productId: offer.productId, ...body },
        idempotencyKey: newIdempotencyKey(),
      });
      if (!reply.ok) throw new RequestFailed(reply.problem);
    },
    onSuccess: () => {
      setRefusing(false);
      return client.invalidateQueries({ queryKey: ['outlook', account] });
    },
  });
  const because =
    offer.reason === 'again'
      ? say('again', { count: offer.strength })
      : offer.reason === 'popular'
        ? say('popular', { share: (offer.strength * 100).toFixed(0) })
        : say(offer.reason, { product: offer.with ?? '–' });
  return (
    <li>
      <div>
        <b>{offer.product}</b>
        <small>{because}</small>
        {offer.answerReason === null ? null : <small>{offer.answerReason}</small>}
      </div>
      {answer.error === null ? null : <ProblemView problem={problemOf(answer.error)} />}
      {refusing ? (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            answer.mutate({ answer: 'refused', reason });
          }}
        >
          <TextInput
            size="xs"
            aria-label={say('reason')}
            placeholder={say('reason')}
            value={reason}
            minLength={3}
            required
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
          <Group gap={4}>
            <Button size="compact-xs" type="submit" loading={answer.isPending}>
              {say('refuse')}
            </Button>
            <Button size="compact-xs" variant="default" onClick={() => setRefusing(false)}>
              {say('cancel')}
            </Button>
          </Group>
        </form>
      ) : offer.answer !== null ? (
        <Tone tone={offer.answer === 'accepted' ? 'good' : 'neutral'}>{say(offer.answer)}</Tone>
      ) : mayDo(session, 'account', 'update') ? (
        <Group gap={4}>
          <Button size="compact-xs" loading={answer.isPending} onClick={() => answer.mutate({ answer: 'accepted' })}>
            {say('accept')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => setRefusing(true)}>
            {say('refuse')}
          </Button>
        </Group>
      ) : null}
    </li>
  );
}
