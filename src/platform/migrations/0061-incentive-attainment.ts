/** What each statement says of quotas, kept with it; what counts for pay, open to whoever is paid; plans by one's own statements. */
export const migration = {
  name: '0061-incentive-attainment',
  statements: [
    `alter table qd.pay_statement add column attainment jsonb not null default '[]'`,
    `create function qd.pay_default_event() returns text language sql stable security definer set search_path = pg_catalog as $$
      select default_event from qd.pay_crediting_policy where company_id = qd.current_company() order by number desc limit 1 $$`,
    'revoke all on function qd.pay_default_event() from public',
    'grant execute on function qd.pay_default_event() to quarterdeck_app',
    // Whoever was paid by a version may read it for good, on the plan or not any more.
    `create policy pay_plan_version_paid on qd.pay_plan_version for select to quarterdeck_app
      using (company_id = (select qd.current_company()) and (select qd.visible_scope('payPlan')) <> 'none' and exists (
        select from qd.pay_statement s where s.company_id = pay_plan_version.company_id and s.plan_version_id = pay_plan_version.id and s.owner_id = qd.current_person()))`,
    `create policy pay_plan_paid on qd.pay_plan for select to quarterdeck_app
      using (company_id = (select qd.current_company()) and (select qd.visible_scope('payPlan')) <> 'none' and exists (
        select from qd.pay_statement s where s.company_id = pay_plan.company_id and s.plan_id = pay_plan.id and s.owner_id = qd.current_person()))`,
  ],
};
