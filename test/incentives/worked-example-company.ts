import type { Example, Happening } from './example.ts';

/** Calls the product as someone of the company; throws when it refuses. Any transport will do: in process or over HTTP. */
export type Call = (
  who: 'administrator' | 'finance' | 'executive',
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
) => Promise<unknown>;

/** A statement as the API gives it (`GET /api/incentives/statements/:id`), as far as examples look at it. */
export interface StatedLine {
  readonly component: string;
  readonly amount: string;
  readonly base: string;
  readonly rate: string;
  readonly replays: boolean;
  readonly deal: { readonly label: string } | null;
}
export interface ExampleStatement {
  readonly example: Example;
  readonly pay: Example['pays'][number];
  readonly personId: string;
  readonly periodId: string;
  /** Shown at /incentives/statements/ID. */
  readonly statementId: string;
  readonly statement: {
    readonly total: string;
    readonly currency: string;
    readonly lines: readonly StatedLine[];
  };
}

const pay = '/api/incentives';

/**
 * Makes a company of worked examples through the API alone (plans, people, quotas, deals, orders, splits, returns, meetings),
 * calculates every period that they name, and gives the statement of each pay that they state.
 */
export async function workedExampleCompany(call: Call, examples: readonly Example[]): Promise<ExampleStatement[]> {
  const enter = entering(call);
  await enter.rates();
  const people = new Map<string, string>();
  const calendars = new Map<string, Set<string>>();
  for (const example of examples) {
    const { planId, calendar } = await enter.plan(example);
    await enter.people(example, planId, people);
    const deals = new Map<string, EnteredDeal>();
    for (const happening of example.happenings) await enter.happening(happening, people, deals);
    const labels = calendars.get(calendar) ?? new Set();
    for (const { period } of example.pays) labels.add(period);
    calendars.set(calendar, labels);
  }
  const statements = new Map<string, { id: string; periodId: string }>();
  for (const [calendar, labels] of calendars) {
    for (const label of [...labels].sort()) {
      const { id: periodId } = (await call('finance', 'POST', `${pay}/periods`, { calendar, label })) as { id: string };
      await call('finance', 'POST', `${pay}/periods/${periodId}/calculation`, {});
      const { items } = (await call('finance', 'GET', `${pay}/periods/${periodId}/statements`)) as {
        items: { id: string; person: { id: string } }[];
      };
      for (const { id, person } of items) statements.set(`${person.id} ${label}`, { id, periodId });
    }
  }
  const stated: ExampleStatement[] = [];
  for (const example of examples) {
    for (const one of example.pays) {
      const personId = people.get(one.person)!;
      const found = statements.get(`${personId} ${one.period}`);
      if (found === undefined) throw new Error(`${example.id}: ${one.person} has no statement of ${one.period}`);
      const statement = (await call(
        'finance',
        'GET',
        `${pay}/statements/${found.id}`,
      )) as ExampleStatement['statement'];
      stated.push({ example, pay: one, personId, periodId: found.periodId, statementId: found.id, statement });
    }
  }
  return stated;
}

interface EnteredDeal {
  readonly id: string;
  readonly orderId?: string;
  readonly amount: string;
  readonly currency: string;
  readonly on: string;
  readonly ownerId: string;
}

function entering(call: Call) {
  const post = (path: string, body: unknown) => call('administrator', 'POST', path, body) as Promise<{ id: string }>;
  const dollars = (amount: number): string => amount.toFixed(2);
  let won: { pipelineId: string; stageId: string } | undefined;
  return {
    /** Deals in other currencies than the company's need rates; pay in the deal's own currency does not use them. */
    rates: () =>
      call('finance', 'POST', '/api/settings/rates', {
        rates: ['USD', 'PHP', 'EUR', 'GBP'].map((currency) => ({ currency, onDate: '2025-01-01', rate: '7.1' })),
      }),

    /** Written and submitted by finance, approved by the executive. Plans are YAML, and JSON is YAML. */
    async plan({ plan }: Example): Promise<{ planId: string; calendar: string }> {
      const { id } = (await call('finance', 'POST', `${pay}/plans`, { text: JSON.stringify(plan) })) as { id: string };
      await call('finance', 'POST', `${pay}/plan-versions/${id}/submission`, {});
      await call('executive', 'POST', `${pay}/plan-versions/${id}/approval`, {});
      const { planId } = (await call('finance', 'GET', `${pay}/plan-versions/${id}`)) as { planId: string };
      const calendar = typeof plan.period === 'string' ? plan.period : `plan:${String(plan.plan)}`;
      return { planId, calendar };
    },

    async people({ people }: Example, planId: string, ids: Map<string, string>): Promise<void> {
      for (const { name, manager, joinedOn, terms, quota } of people) {
        const managerId = manager === undefined ? undefined : ids.get(manager);
        const { id } = await post('/api/team/people', { name, managerId, joinedOn });
        ids.set(name, id);
        await call('finance', 'POST', `${pay}/plan-assignments`, {
          planId,
          target: 'person',
          targetId: id,
          fromOn: '2026-01-01',
          terms,
        });
        if (quota === undefined) continue;
        const days = { fromOn: '2026-01-01', untilOn: '2026-02-01' };
        await post('/api/performance/quotas', {
          ownerId: id,
          metric: 'wonAmount',
          ...days,
          amount: dollars(quota),
          currency: 'USD',
        });
      }
    },

    async happening(one: Happening, ids: Map<string, string>, deals: Map<string, EnteredDeal>): Promise<void> {
      if (one.what === 'deal') {
        won ??= await wonStage(call);
        const ownerId = ids.get(one.owner)!;
        const [amount, currency] = [dollars(one.amount), one.currency ?? 'USD'];
        const days = { createdOn: '2025-12-01', expectedCloseOn: one.on, closedOn: one.on };
        const { id } = await post('/api/selling/opportunities', {
          name: one.id,
          ownerId,
          ...won,
          amount,
          currency,
          ...days,
        });
        const deal = { id, amount, currency, on: one.on, ownerId };
        const orderId = one.cost === undefined ? undefined : await orderOf(post, one.id, deal, dollars(one.cost));
        deals.set(one.id, { ...deal, orderId });
        if (one.split !== undefined) {
          const parts = one.split.map(({ person, share, role }) => ({
            personId: ids.get(person)!,
            share: String(share),
            role,
          }));
          await call('finance', 'PUT', `${pay}/splits/opportunity/${id}`, { parts });
        }
      } else if (one.what === 'return') {
        const deal = deals.get(one.deal)!;
        const orderId = deal.orderId ?? (await orderOf(post, one.deal, deal));
        const { amount, currency } = deal;
        await post('/api/selling/returns', { orderId, returnedOn: one.on, amount, currency });
      } else {
        const ownerId = ids.get(one.owner)!;
        const occurredAt = `${one.on}T09:00:00Z`;
        await post('/api/selling/activities', { type: 'meeting', subject: 'Discovery meeting', ownerId, occurredAt });
      }
    },
  };
}

async function orderOf(
  post: (path: string, body: unknown) => Promise<{ id: string }>,
  number: string,
  { id, amount, currency, on, ownerId }: EnteredDeal,
  cost?: string,
): Promise<string> {
  const order = await post('/api/selling/orders', { number, ownerId, opportunityId: id, orderedOn: on, currency });
  await post('/api/selling/order-lines', { orderId: order.id, quantity: 1, amount, currency, cost });
  return order.id;
}

/** The company's own won stage; a company without a process gets the shortest. */
async function wonStage(call: Call): Promise<{ pipelineId: string; stageId: string }> {
  const { items } = (await call('administrator', 'GET', '/api/selling/stages?limit=100')) as {
    items: { id: string; pipelineId: string; outcome: string }[];
  };
  const known = items.find(({ outcome }) => outcome === 'won');
  if (known !== undefined) return { pipelineId: known.pipelineId, stageId: known.id };
  const create = (path: string, body: object) =>
    call('administrator', 'POST', `/api/selling/${path}`, body) as Promise<{ id: string }>;
  const pipeline = await create('pipelines', { name: 'Sales', isDefault: true });
  const stage = { pipelineId: pipeline.id, name: 'Won', sort: 1, outcome: 'won', probability: 1 };
  return { pipelineId: pipeline.id, stageId: (await create('stages', stage)).id };
}
