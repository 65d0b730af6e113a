import { describe, expect, it } from 'vitest';
import { checkFloors, violationsIn } from './check-floors.ts';

describe('the floor rule', () => {
  it.each([
    ['kernel/money.ts', "import { x } from '#engines/forecasting/ets.ts';"],
    ['kernel/money.ts', "import { readFileSync } from 'node:fs';"],
    ['engines/quota/allocate.ts', "import { x } from '#platform/database/open.ts';"],
    ['engines/quota/allocate.ts', "import type { X } from '#web/charts/look.ts';"],
    ['engines/quota/allocate.ts', "import { ets } from '#engines/forecasting/ets.ts';"],
    ['engines/quota/allocate.ts', "const pg = await import('pg');"],
    ['platform/http/server.ts', "import { x } from '#engines/scoring/train.ts';"],
    ['platform/http/server.ts', "import { x } from '../../rooms/selling/orders/index.ts';"],
    ['web/shell.tsx', "import { x } from '#platform/http/server.ts';"],
    ['rooms/selling/orders/list.ts', "import { x } from '#entrypoints/cli.ts';"],
    ['rooms/selling/orders/list.ts', "import { x } from '#rooms/customers/accounts/store.ts';"],
    ['rooms/selling/orders/web/page.tsx', "import { x } from '../store.ts';"],
    ['rooms/selling/orders/list.ts', "import { x } from '../../../../test/reference-data.ts';"],
  ])('refuses a planted violation in %s: %s', (file, source) => {
    expect(violationsIn(file, source)).toHaveLength(1);
  });

  it.each([
    ['engines/quota/allocate.ts', "import { quantile } from '#engines/numerics/quantile.ts';"],
    ['rooms/selling/orders/list.ts', "import { x } from '#rooms/customers/accounts/index.ts';"],
    ['rooms/selling/orders/web/page.tsx', "import { x } from '../contract.ts';"],
    ['entrypoints/cli.ts', "import { x } from '#platform/http/server.ts';"],
  ])('allows %s: %s', (file, source) => {
    expect(violationsIn(file, source)).toEqual([]);
  });

  it('holds for every source file', () => {
    expect(checkFloors()).toEqual([]);
  });
});
