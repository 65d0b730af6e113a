import { defineRecord } from '#platform/records/registry.ts';
import { productKind } from './contract.ts';

defineRecord({
  kind: productKind,
  async prepare(_context, changes) {
    for (const { next } of changes) next.status ??= 'active';
  },
});
