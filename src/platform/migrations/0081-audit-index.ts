/** The audit is searched by kind, newest first. */
export const migration = {
  name: '0081-audit-index',
  statements: ['create index event_kind on qd.event (company_id, kind, recorded_at desc, id desc)'],
};
