import { expect, test } from 'vitest';
import type { DiagnosedDeal, DiagnosisInput } from '#engines/diagnosis/diagnosis-input.ts';
import { hashInput } from './hash-input.ts';

test('the hash of an input knows every deal, wherever it stands, and no order of names', async () => {
  const hash = await hashInput(inputOf(1500));
  expect(await hashInput(inputOf(1500))).toBe(hash);
  expect(await hashInput({ ...inputOf(1500), names: { b: 'B', a: 'A' } })).toBe(hash);

  const last = inputOf(1500);
  (last.deals as DiagnosedDeal[])[1499] = { ...last.deals[1499], amount: 1 };
  expect(await hashInput(last)).not.toBe(hash);
  expect(await hashInput(inputOf(1499))).not.toBe(hash);
  expect(await hashInput({ ...inputOf(1500), currency: 'EUR' })).not.toBe(hash);
  expect(await hashInput({ ...inputOf(1500), nextQuarterQuota: 5 })).not.toBe(hash);
});

function inputOf(deals: number): DiagnosisInput {
  return {
    asOfDay: 20_000,
    currency: 'CNY',
    deals: Array.from({ length: deals }, (_, i): DiagnosedDeal => ({ ...deal, id: `deal ${i}` })),
    stageVisits: [],
    leads: [],
    accounts: [],
    lines: [],
    people: [],
    trainings: [],
    nextQuarterQuota: null,
    names: { a: 'A', b: 'B' },
  };
}

const deal: DiagnosedDeal = {
  id: '',
  status: 'open',
  amount: 100,
  listAmount: null,
  createdDay: 19_000,
  closedDay: null,
  expectedCloseDay: null,
  lastActivityDay: null,
  slipCount: 0,
  activities: 0,
  early: null,
  stage: 's',
  probability: 0.5,
  owner: null,
  team: null,
  account: null,
  product: null,
  region: null,
  segment: null,
  source: null,
  competitor: null,
};
