import { defineAccess } from '#platform/visibility/define-access.ts';

const everyone = {
  administrator: 'all',
  executive: 'all',
  manager: 'all',
  supervisor: 'all',
  teamLead: 'all',
  rep: 'all',
  analyst: 'all',
  service: 'all',
  finance: 'all',
} as const;

/** Everyone may know who works here; pay and personal fields follow the field rule. */
defineAccess({
  kind: 'person',
  read: everyone,
  write: { administrator: 'all' },
  import: ['administrator'],
  export: ['administrator', 'executive', 'finance'],
});
