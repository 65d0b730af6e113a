import { sql } from 'kysely';
import type { z } from 'zod';
import { type LocalText, text } from '#kernel/local-text.ts';
import { lastDayOfAll } from '#engines/commission/plan/plan.ts';
import { addMonths } from '#kernel/civil-date.ts';
import { money, moneyToText } from '#kernel/money.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { currentEvent } from '../credits/index.ts';
import { personNames } from '../person-names.ts';
import { planName } from '../plan-words.ts';
import { loadInput } from '../periods/index.ts';
import { type PersonTerms, compileText, inForce, loadPersonTerms, planVersions } from '../plans/index.ts';
import type { estimatorSchema } from './contract.ts';
import { writeEstimatorInput } from './estimator-input.ts';

const pools: LocalText = text(
  "the team's pool, which depends on others",
  '团队奖金池（取决于他人业绩）',
  '團隊獎金池（取決於他人業績）',
);
const overrides: LocalText = text('overrides on what others sell', '他人业绩带来的提成', '他人業績帶來的提成');

/** Everything the viewer's browser needs to ask the engine what open deals would earn. */
export async function loadEstimator(context: WriteContext): Promise<z.input<typeof estimatorSchema>> {
  const { personId } = context.viewer;
  const names = await personNames(context.tx);
  const terms = (await loadPersonTerms(context, false)).filter((one) => one.personId === personId);
  const versions = await planVersions(context);
  const defaultEvent = await currentEvent(context);
  const planIds = [...new Set(terms.flatMap((one) => (holds(one, context.today) ? (one.planId ?? []) : [])))];
  const plans: z.input<typeof estimatorSchema>['plans'] = [];
  for (const planId of planIds) {
    const version = inForce(
      versions.filter((row) => row.planId === planId),
      context.today,
    );
    if (version === undefined) continue;
    const { plan, document } = compileText(version.text);
    // Far enough for deals that close within the year to come.
    const horizon = plan.calendar.periodOf(addMonths(context.today, 3))?.through ?? context.today;
    const input = await loadInput(context, {
      plan,
      planId,
      defaultEvent,
      from: version.fromOn ?? `${context.today.slice(0, 4)}-01-01`,
      through: version.throughOn !== null && version.throughOn < horizon ? version.throughOn : horizon,
      lastSale: version.throughOn ?? lastDayOfAll,
      terms,
      people: [personId],
    });
    const kinds = new Set(plan.components.map(({ kind }) => kind));
    plans.push({
      planId,
      planVersionId: version.id,
      name: planName(document),
      currency: plan.currency,
      document,
      event: plan.recognition?.[0]?.event ?? defaultEvent,
      creditColumns: [...plan.reads.creditColumns],
      payeeColumns: [...plan.reads.payeeColumns],
      ...writeEstimatorInput(input),
      leavesOut: [...(kinds.has('pool') ? [pools] : []), ...(kinds.has('override') ? [overrides] : [])],
    });
  }
  return { person: names(personId), deals: await openDeals(context), plans };
}

function holds({ from, through }: PersonTerms, day: string): boolean {
  return from <= day && (through === undefined || through >= day);
}

async function openDeals(context: WriteContext): Promise<z.input<typeof estimatorSchema>['deals']> {
  const { kind } = recordDefinition('opportunity');
  const { rows } = await sql<{
    id: string;
    label: string;
    amountMinor: bigint;
    currency: string;
    expectedCloseOn: string | null;
    attributes: Record<string, string | null>;
  }>`
    select f.id::text, f.name as label, f.amount_minor as "amountMinor", coalesce(f.currency, ${context.company.baseCurrency}) as currency, f.expected_close_on as "expectedCloseOn",
      jsonb_build_object('account', a.name, 'region', a.region, 'industry', a.industry, 'segment', a.segment, 'channel', f.channel, 'source', f.source,
        'product', p.name, 'family', p.family, 'line', p.family, 'category', p.category) as attributes
    from qd.opportunity f
    left join qd.account a on a.company_id = f.company_id and a.id = f.account_id
    left join qd.product p on p.company_id = f.company_id and p.id = f.product_id
    where ${visibleRows(context.viewer, kind, 'f')} and f.owner_id = ${context.viewer.personId}::uuid and f.status = 'open' and f.amount_minor is not null
    order by f.expected_close_on, f.id limit 300`.execute(context.tx.kysely);
  return rows.map(({ amountMinor, attributes, ...row }) => ({
    ...row,
    amount: moneyToText(money(amountMinor, row.currency)),
    attributes: Object.fromEntries(
      Object.entries(attributes).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    ),
  }));
}
