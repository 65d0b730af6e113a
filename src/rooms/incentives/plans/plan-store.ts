import { sql } from 'kysely';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { LocalText } from '#kernel/local-text.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { readScope } from '#platform/visibility/viewer.ts';
import type { PlanState } from './contract.ts';

export interface PlanRow {
  readonly id: string;
  readonly key: string;
  readonly name: LocalText;
}

export interface VersionRow {
  readonly id: string;
  readonly planId: string;
  readonly key: string;
  readonly name: LocalText;
  readonly number: number;
  readonly text: string;
  readonly textHash: string;
  readonly currency: string;
  /** The pay calendar it is paid by. */
  readonly calendar: string;
  readonly period: string;
  readonly fromOn: CivilDate | null;
  readonly throughOn: CivilDate | null;
  readonly state: PlanState;
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly editedBy: readonly string[];
  readonly submittedAt: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly rejection: string | null;
  readonly version: number;
}

/** Plans that the viewer administers, or is or was paid by (and then only versions that are or were in force). */
function visible(context: WriteContext) {
  return readScope(context.viewer, 'payPlan') === 'all'
    ? sql<boolean>`true`
    : sql<boolean>`v.state in ('approved', 'retired') and (qd.on_pay_plan(v.plan_id) or exists (
        select from qd.pay_statement s where s.company_id = v.company_id and s.plan_version_id = v.id and s.owner_id = ${context.viewer.personId}::uuid))`;
}

export async function planVersions(
  context: WriteContext,
  where: {
    readonly id?: string;
    readonly planId?: string;
    readonly states?: readonly PlanState[];
    readonly lock?: boolean;
  } = {},
): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select v.id::text, v.plan_id::text as "planId", p.key, p.name, v.number, v.text, v.text_hash as "textHash", v.currency, v.calendar,
      v.period, v.from_on as "fromOn", v.through_on as "throughOn", v.state, v.created_by::text as "createdBy", v.created_at as "createdAt",
      v.edited_by::text[] as "editedBy", v.submitted_at as "submittedAt", v.decided_by::text as "decidedBy",
      v.decided_at as "decidedAt", v.rejection, v.version
    from qd.pay_plan_version v join qd.pay_plan p on p.company_id = v.company_id and p.id = v.plan_id
    where v.company_id = qd.current_company() and ${visible(context)}
      ${where.id === undefined ? sql`` : sql`and v.id = ${where.id}::uuid`}
      ${where.planId === undefined ? sql`` : sql`and v.plan_id = ${where.planId}::uuid`}
      ${where.states === undefined ? sql`` : sql`and v.state = any(${[...where.states]}::text[])`}
    order by p.key, v.number desc
    ${where.lock === true ? sql`for update of v` : sql``}`.execute(context.tx.kysely);
  return rows;
}

/** The version of a plan that holds on a day, if any. */
export function inForce(versions: readonly VersionRow[], day: CivilDate): VersionRow | undefined {
  return versions.find(
    ({ state, fromOn, throughOn }) =>
      (state === 'approved' || state === 'retired') &&
      (fromOn === null || fromOn <= day) &&
      (throughOn === null || throughOn >= day),
  );
}
