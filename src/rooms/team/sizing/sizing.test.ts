import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import type { SizingFacts } from './contract.ts';
import { type SellingRows, sellingSegments } from './selling-segments.ts';
import { costToday, sizeOfForce } from './web/size-of-force.ts';

const segment = (id: string, people: number, sales: number, margin: number | null = 0.4) => ({
  id,
  name: id,
  people,
  sales,
  margin,
});
const usual = { cost: undefined, margin: undefined, elasticity: 0.34 };

describe('the number of people that earns most', () => {
  it('is the one of the textbook where a unit stands alone', () => {
    // m·S·e·p^(e−1)/p0^e = c: p = p0·(m·S·e ÷ (c·p0))^(1 ÷ (1 − e))
    const size = sizeOfForce([segment('a', 10, 5_000_000)], { ...usual, cost: 50_000 })!;
    const best = 10 * ((0.4 * 5_000_000 * 0.34) / (50_000 * 10)) ** (1 / 0.66);
    expect(Math.abs(size.best - best)).toBeLessThanOrEqual(1);
    expect(size.profitNow).toBeCloseTo(0.4 * 5_000_000 - 500_000, 6);
    expect(size.profitBest).toBeGreaterThan(size.profitNow);
    expect(size.steps.map(({ people }) => people)).toEqual([8, 9, 10, 11, 12]);
    expect(size.steps[2].profit).toBeCloseTo(size.profitNow, 6);
  });

  it('moves people to where they bring more, and never earns less by it', () => {
    const size = sizeOfForce([segment('rich', 5, 8_000_000), segment('poor', 15, 2_000_000)], usual)!;
    const [rich, poor] = size.units;
    expect(rich.best).toBeGreaterThan(5);
    expect(poor.best).toBeLessThan(15);
    expect(size.steps.find(({ people }) => people === size.now)!.profit).toBeGreaterThan(size.profitNow);
  });

  it('takes today’s number for right while no cost is entered, fewer above that cost and more below it', () => {
    const all = [segment('a', 12, 6_000_000), segment('b', 12, 6_000_000)];
    expect(sizeOfForce(all, usual)!.best).toBe(24);
    const cost = costToday(all, usual);
    expect(sizeOfForce(all, { ...usual, cost: cost * 1.5 })!.best).toBeLessThan(24);
    expect(sizeOfForce(all, { ...usual, cost: cost / 1.5 })!.best).toBeGreaterThan(24);
  });

  it('says where it grew as far as it may, and cannot tell without a margin', () => {
    expect(sizeOfForce([segment('a', 2, 9_000_000)], { ...usual, cost: 1 })!.units[0].atLimit).toBe(true);
    expect(sizeOfForce([segment('a', 2, 100, null)], usual)).toBeUndefined();
    expect(sizeOfForce([segment('a', 2, 100, null)], { ...usual, margin: 0.3 })).toBeDefined();
    expect(sizeOfForce([], usual)).toBeUndefined();
  });
});

describe('units that sell', () => {
  const unit = (id: string, parentId: string | null) => ({ id, name: id, parentId });
  const seat = (personId: string, unitId: string, today = true) => ({ personId, unitId, today });
  const sold = (personId: string | null, sales: number) => ({ personId, sales, costed: sales, cost: sales / 2 });
  const units = [unit('top', null), unit('east', 'top'), unit('west', 'top'), unit('e1', 'east'), unit('e2', 'east')];
  const rows = (seats: SellingRows['seats'], all: SellingRows['sold']) => sellingSegments({ units, seats, sold: all });

  it('keep the sales of whoever left, and leave out where there is nobody or nothing', () => {
    const found = rows(
      [seat('a', 'e1'), seat('b', 'e2', false), seat('c', 'west', false)],
      [sold('a', 10), sold('b', 20), sold('c', 40), sold('stranger', 3), sold(null, 2)],
    );
    expect(found.segments).toEqual([{ id: 'east', name: 'east', people: 1, sales: 30, margin: 0.5 }]);
    expect(found.leftOut).toMatchObject([{ id: 'west', people: 0, sales: 40 }]);
    expect(found.elsewhere).toBe(5);
  });

  it('are taken one step further down where all is in one', () => {
    const { segments } = rows([seat('a', 'e1'), seat('b', 'e2')], [sold('a', 10), sold('b', 20)]);
    expect(segments.map(({ id }) => id)).toEqual(['e2', 'e1']);
  });
});

describe('GET /api/team/sizing', () => {
  let server: TestServer;
  const create = async (path: string, values: object): Promise<string> => {
    const { status, body } = await server.as('administrator').post(`/api/${path}`, values);
    expect(status, JSON.stringify(body)).toBe(201);
    return (body as { id: string }).id;
  };
  const ask = async (person: 'executive' | 'manager') => {
    const { status, body } = await server.as(person).get('/api/team/sizing');
    expect(status, JSON.stringify(body)).toBe(200);
    return body as SizingFacts;
  };
  beforeAll(async () => {
    server = await testServer();
    const orderedOn = new Date().toISOString().slice(0, 10);
    for (const [person, amount] of [
      ['rep', '100.00'],
      ['neighbour', '200.00'],
      ['stranger', '400.00'],
    ] as const) {
      const accountId = await create('customers/accounts', {
        name: `Buyer of ${person}`,
        ownerId: server.people[person],
      });
      const about = { accountId, orderedOn };
      const order = { ...about, number: `O-${person}`, ownerId: server.people[person], amount };
      const orderId = await create('selling/orders', order);
      const line = { ...about, orderId, lineNo: 1, quantity: 1, unitPrice: amount, amount };
      await create('selling/order-lines', { ...line, cost: (Number(amount) * 0.7).toFixed(2) });
    }
  });
  afterAll(() => server.close());

  it('counts people and sales by unit, of what one may see, for those who answer for the number', async () => {
    const whole = await ask('executive');
    expect(whole.segments).toMatchObject([
      { name: 'regionB', people: 1, sales: 400 },
      // rep, teammate and team lead in one team, the neighbour in the other
      { name: 'regionA', people: 4, sales: 300 },
    ]);
    expect(whole.segments[0].margin).toBeCloseTo(0.3, 9);
    // a manager of one region sees its teams, and nothing of the other region
    const own = await ask('manager');
    expect(own.segments).toMatchObject([
      { name: 'teamA2', people: 1, sales: 200 },
      { name: 'teamA1', people: 3, sales: 100 },
    ]);
    expect(own.elsewhere).toBe(0);
    for (const person of ['rep', 'supervisor', 'analyst', 'finance'] as const)
      expect((await server.as(person).get('/api/team/sizing')).status, person).toBe(403);
  });
});
