import { defineRight } from '#platform/visibility/define-access.ts';

// Who did what, across the company. Values of what the reader may not see stay hidden here too.
defineRight({ right: 'settings.audit', roles: ['administrator'] });
