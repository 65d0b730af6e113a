import { sql } from 'kysely';
import type { z } from 'zod';
import type { Plan } from '#engines/commission/plan/plan.ts';
import { readPlan } from '#engines/commission/plan/read-plan.ts';
import { Refused } from '#kernel/result.ts';
import { UnusableData } from '#kernel/unusable-data.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { note } from '../steps.ts';
import type { creditingPolicyBody } from './contract.ts';

export type PolicyBody = z.output<typeof creditingPolicyBody>;

export interface CreditingPolicy extends PolicyBody {
  /** 0: nobody wrote one yet; splits of the deal, else its owner, on booking. */
  readonly number: number;
  readonly createdBy: string | null;
  readonly createdAt: string | null;
}

const standard: CreditingPolicy = {
  number: 0,
  rules: [
    { id: 'split', kind: 'split', column: 'splits' },
    { id: 'owner', kind: 'owner', column: 'owner' },
  ],
  defaultEvent: 'booking',
  createdBy: null,
  createdAt: null,
};

export async function currentPolicy(context: WriteContext): Promise<CreditingPolicy> {
  const { rows } = await sql<CreditingPolicy>`
    select number, rules, default_event as "defaultEvent", created_by::text as "createdBy", created_at as "createdAt"
    from qd.pay_crediting_policy where company_id = qd.current_company() order by number desc limit 1`.execute(
    context.tx.kysely,
  );
  return rows[0] ?? standard;
}

/** Keeps a new version of the rules; earlier ones stay. Refuses what the rule language does not know, by rule and field. */
export async function savePolicy(context: WriteContext, body: PolicyBody): Promise<void> {
  compilePolicy(body);
  await checkPeople(context, body);
  await sql`lock table qd.pay_crediting_policy in share row exclusive mode`.execute(context.tx.kysely);
  const { number } = await currentPolicy(context);
  await sql`
    insert into qd.pay_crediting_policy (number, rules, default_event, created_by, created_at)
    values (${number + 1}, ${JSON.stringify(body.rules)}::jsonb, ${body.defaultEvent}, ${context.viewer.personId}::uuid, ${context.now}::timestamptz)`.execute(
    context.tx.kysely,
  );
  await note(context, 'payCreditingPolicy', context.viewer.personId, 'created', {
    number: { from: number, to: number + 1 },
  });
}

/**
 * The rules as the engine's crediting: a plan that pays nothing. Reads the role, so that rules can give one.
 * @throws UnusableData naming rule and field
 */
export function compilePolicy({ rules }: Pick<PolicyBody, 'rules'>): Plan {
  const compiled = readPlan({
    plan: 'crediting',
    currency: 'XXX', // ISO 4217: no currency; nothing is paid
    period: 'month',
    crediting: rules,
    components: [{ id: 'none', kind: 'commission', rate: { by: 'role', map: { none: 0 }, otherwise: 0 } }],
  });
  if ('plan' in compiled) return compiled.plan;
  throw new UnusableData(
    compiled.problems.map(({ pointer, found, expected }) => ({
      file: 'rules',
      column: pointer.replace(/^\/crediting\//, '').replaceAll('/', '.'),
      ...(found === undefined ? {} : { found }),
      expected,
    })),
  );
}

async function checkPeople(context: WriteContext, { rules }: PolicyBody): Promise<void> {
  const named = rules.flatMap((rule, i) => [
    ...(rule.payee === undefined ? [] : [{ field: `rules.${i}.payee`, id: rule.payee }]),
    ...Object.entries(rule.map ?? {}).map(([key, id]) => ({ field: `rules.${i}.map.${key}`, id })),
  ]);
  if (named.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    select id::text from qd.person where company_id = qd.current_company() and id::text = any(${named.map(({ id }) => id)}::text[])`.execute(
    context.tx.kysely,
  );
  const known = new Set(rows.map(({ id }) => id));
  const unknown = named.find(({ id }) => !known.has(id));
  if (unknown !== undefined)
    throw new Refused('unknown-reference', 'a rule credits someone who is not here', {
      field: unknown.field,
      found: unknown.id,
      expected: 'the id of a person',
    });
}

/** The event that earns where a plan names none. Open to whoever is paid; the rules themselves are not. */
export async function currentEvent(context: WriteContext): Promise<CreditingPolicy['defaultEvent']> {
  const { rows } = await sql<{
    event: CreditingPolicy['defaultEvent'] | null;
  }>`select qd.pay_default_event() as event`.execute(context.tx.kysely);
  return rows[0].event ?? standard.defaultEvent;
}
