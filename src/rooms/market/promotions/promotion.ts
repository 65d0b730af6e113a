import { defineRecord } from '#platform/records/registry.ts';
import { promotionKind } from './contract.ts';

defineRecord({
  kind: promotionKind,
  async prepare(_context, changes) {
    for (const { next } of changes) {
      next.type ??= 'discount';
      next.exclusive ??= false;
    }
  },
});
