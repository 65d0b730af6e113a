import { defineAccess } from '#platform/visibility/define-access.ts';

const books = { executive: 'all', finance: 'all' } as const;

// A period's days and state are no secret; what stands in its books is.
defineAccess({
  kind: 'payPeriod',
  read: {
    administrator: 'all',
    executive: 'all',
    manager: 'all',
    supervisor: 'all',
    teamLead: 'all',
    rep: 'all',
    analyst: 'all',
    service: 'all',
    finance: 'all',
  },
  write: books,
});
defineAccess({ kind: 'payBooks', read: books, write: books });
