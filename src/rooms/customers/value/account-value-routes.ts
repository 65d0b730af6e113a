import { sql } from 'kysely';
import { z } from 'zod';
import { Refused } from '#kernel/result.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import { newId, type WriteContext } from '#platform/records/write-context.ts';
import { may } from '#platform/visibility/viewer.ts';
import type { AccountFacts } from './run-account-values.ts';

const interval = z.object({ low: z.number(), mid: z.number(), high: z.number() });
const answers = ['accepted', 'refused'] as const;
const outlookSchema = z.object({
  asOf: z.string(),
  engineVersion: z.string(),
  inputHash: z.string(),
  currency: z.string(),
  segment: z.string(),
  r: z.number(),
  f: z.number(),
  m: z.number(),
  recencyDays: z.number(),
  orders: z.number(),
  bought: z.number(),
  cohort: z.string(),
  alive: z.number().nullable(),
  purchases: interval.nullable(),
  value: interval.nullable(),
  offers: z.array(
    z.object({
      productId: z.string(),
      product: z.string(),
      reason: z.enum(['again', 'together', 'similar', 'popular']),
      with: z.string().nullable(),
      strength: z.number(),
      answer: z.enum(answers).nullable(),
      answerReason: z.string().nullable(),
    }),
  ),
});
const idParams = z.object({ id: z.uuid() });

interface StoredValue {
  readonly facts: AccountFacts | null;
  readonly asOf: string | null;
  readonly engineVersion: string | null;
  readonly inputHash: string | null;
}

async function readOutlook(context: WriteContext, id: string): Promise<z.output<typeof outlookSchema> | null> {
  const { rows } = await sql<StoredValue>`
    select v.facts, r.as_of::text as "asOf", r.engine_version as "engineVersion", r.input_hash as "inputHash"
    from qd.account f left join qd.account_value v on v.company_id = f.company_id and v.account_id = f.id
      left join qd.engine_run r on r.company_id = v.company_id and r.id = v.run_id
    where ${visibleRows(context.viewer, recordDefinition('account').kind, 'f')} and f.id = ${id}::uuid`.execute(
    context.tx.kysely,
  );
  if (rows.length === 0) throw new Refused('not-found', 'no customer has this id', { field: 'id', found: id });
  const [{ facts, asOf, engineVersion, inputHash }] = rows;
  // What a customer buys is told by orders: without the right to see them there is nothing to show.
  if (
    facts === null ||
    asOf === null ||
    engineVersion === null ||
    inputHash === null ||
    !may(context.viewer, 'order', 'read')
  )
    return null;
  return {
    ...facts,
    asOf,
    engineVersion,
    inputHash,
    currency: context.company.baseCurrency,
    offers: may(context.viewer, 'product', 'read') ? await sendOffers(context, id, facts.offers) : [],
  };
}

async function sendOffers(context: WriteContext, account: string, offers: AccountFacts['offers']) {
  const ids = [...new Set(offers.flatMap((offer) => [offer.productId, ...(offer.with === null ? [] : [offer.with])]))];
  if (ids.length === 0) return [];
  const { rows } = await sql<{
    id: string;
    name: string;
    answer: (typeof answers)[number] | null;
    reason: string | null;
  }>`
    select f.id::text, f.name, a.answer, a.reason from qd.product f
      left join qd.offer_answer a on a.company_id = f.company_id and a.product_id = f.id and a.account_id = ${account}::uuid
    where ${visibleRows(context.viewer, recordDefinition('product').kind, 'f')} and f.status = 'active' and f.id in (${sql.join(ids)})`.execute(
    context.tx.kysely,
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  return offers.flatMap((offer) => {
    const product = known.get(offer.productId);
    return product === undefined
      ? []
      : [
          {
            ...offer,
            product: product.name,
            with: offer.with === null ? null : (known.get(offer.with)?.name ?? null),
            answer: product.answer,
            answerReason: product.reason,
          },
        ];
  });
}

export const accountValueRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/customers/accounts/:id/outlook',
    summary: 'Segment, chance of being alive, expected purchases and value, and what to offer next',
    access: { to: 'kind', kind: 'account', action: 'read' },
    params: idParams,
    response: z.object({ outlook: outlookSchema.nullable() }),
    handler: (call) =>
      call.transaction(async (tx) => ({
        body: { outlook: await readOutlook(await contextOf(call, tx), call.params.id) },
      })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/customers/accounts/:id/offer-answers',
    summary: 'Accept a proposed product, or refuse it with a reason',
    access: { to: 'kind', kind: 'account', action: 'update' },
    params: idParams,
    body: z.object({ productId: z.uuid(), answer: z.enum(answers), reason: z.string().min(3).max(500).optional() }),
    response: z.object({ productId: z.string(), answer: z.enum(answers) }),
    handler: (call) =>
      call.once(async (tx) => {
        const context = await contextOf(call, tx);
        const { id } = call.params;
        const { productId, answer, reason } = call.body;
        if (answer === 'refused' && reason === undefined)
          throw new Refused('reason-missing', 'a refusal needs a reason', {
            field: 'reason',
            expected: 'at least three characters',
          });
        const { rows } = await sql<{ id: string }>`
          select f.id::text from qd.account f where ${visibleRows(context.viewer, recordDefinition('account').kind, 'f', 'write')} and f.id = ${id}::uuid
            and exists (select from qd.product p where p.company_id = f.company_id and p.id = ${productId}::uuid and p.deleted_at is null)`.execute(
          tx.kysely,
        );
        if (rows.length === 0)
          throw new Refused('not-found', 'no customer or product has this id', { field: 'id', found: id });
        await sql`
          insert into qd.offer_answer (account_id, product_id, answer, reason, person_id, answered_at)
          values (${id}::uuid, ${productId}::uuid, ${answer}, ${reason ?? null}, ${context.viewer.personId}::uuid, ${context.now}::timestamptz)
          on conflict (company_id, account_id, product_id) do update set answer = excluded.answer, reason = excluded.reason,
            person_id = excluded.person_id, answered_at = excluded.answered_at`.execute(tx.kysely);
        await appendEvents(tx, context.author, [
          {
            id: newId(context),
            action: answer === 'accepted' ? 'offerAccepted' : 'offerRefused',
            kind: 'account',
            recordId: id,
            changes: { offer: { to: productId }, ...(reason === undefined ? {} : { reason: { to: reason } }) },
          },
        ]);
        return { body: { productId, answer } };
      }),
  }),
];
