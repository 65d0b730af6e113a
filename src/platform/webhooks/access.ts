import { defineAccess, defineRight } from '#platform/visibility/define-access.ts';

/** Whoever answers for data may send what they see elsewhere; administrators look after everyone's. */
const scopes = {
  administrator: 'all',
  executive: 'own',
  manager: 'own',
  analyst: 'own',
  finance: 'own',
} as const;

defineAccess({ kind: 'webhook', read: scopes, write: scopes });
// A test makes this server send at once and tells what came back.
defineRight({ right: 'settings.testWebhooks', roles: ['administrator'] });
