/**
 * The audit is read newest first from the end of its index. An index that ran downwards took every new event in the middle, split
 * its pages there and left them half full.
 */
export const migration = {
  name: '0091-audit-index-ascends',
  statements: ['drop index qd.event_kind', 'create index event_kind on qd.event (company_id, kind, recorded_at, id)'],
};
