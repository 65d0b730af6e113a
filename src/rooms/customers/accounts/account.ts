import { defineRecord } from '#platform/records/registry.ts';
import { accountKind, contactKind } from './contract.ts';

export const accountRecord = defineRecord({
  kind: accountKind,
  async prepare(_context, changes) {
    for (const { next } of changes) next.lifecycle ??= 'prospect';
  },
});
export const contactRecord = defineRecord({ kind: contactKind });
