import { describe, expect, it } from 'vitest';
import { simulateCompany } from './simulate-company.ts';
import { type TableName, tables } from './tables.ts';

const company = simulateCompany({ seed: 3, endsOn: '2026-11-23', planted: 'all', size: 'small' });
const { rows } = company;

/** Column → table it points to, for all columns that hold ids. */
const targets: Readonly<Record<string, TableName>> = {
  ownerId: 'person',
  personId: 'person',
  managerId: 'person',
  createdBy: 'person',
  structureId: 'structure',
  parentId: 'unit',
  unitId: 'unit',
  positionId: 'position',
  territoryId: 'territory',
  accountId: 'account',
  contactId: 'contact',
  productId: 'product',
  priceListId: 'priceList',
  promotionId: 'promotion',
  competitorId: 'competitor',
  pipelineId: 'pipeline',
  stageId: 'stage',
  opportunityId: 'opportunity',
  leadId: 'lead',
  poolId: 'pool',
  orderId: 'salesOrder',
  orderLineId: 'orderLine',
  aboutId: 'opportunity',
  courseId: 'course',
};

describe('the rows of the demo company', () => {
  it('point only to rows that exist, and no id is used twice', () => {
    const ids = new Map<string, Set<unknown>>();
    for (const table of Object.keys(tables) as TableName[]) {
      const list: readonly object[] = rows[table];
      const own = list.flatMap((row) => ('id' in row ? [row.id] : []));
      ids.set(table, new Set(own));
      expect(ids.get(table)!.size, table).toBe(own.length);
    }
    for (const table of Object.keys(tables) as TableName[]) {
      for (const [column, type] of Object.entries<string>(tables[table])) {
        if (!type.startsWith('id') || column === 'id') continue;
        const known = (id: unknown): boolean =>
          ids.get(targets[column])?.has(id) === true || (column === 'aboutId' && ids.get('account')?.has(id) === true);
        const missing = (rows[table] as readonly object[])
          .map((row) => (row as Record<string, unknown>)[column])
          .filter((id) => !(type === 'id?' && id === null) && !known(id));
        expect(missing, `${table}.${column}`).toEqual([]);
      }
    }
  });

  it('hold exactly the columns declared, null only where it may be', () => {
    const wrong: string[] = [];
    for (const table of Object.keys(tables) as TableName[]) {
      const columns = Object.entries<string>(tables[table]);
      for (const row of rows[table] as readonly object[]) {
        const values = row as Record<string, unknown>;
        if (Object.keys(values).length !== columns.length) wrong.push(`${table}: ${Object.keys(values).join()}`);
        for (const [name, type] of columns) {
          const value = values[name] ?? null;
          const fits = value === null ? type.endsWith('?') : !type.startsWith('whole') || Number.isSafeInteger(value);
          if (!fits) wrong.push(`${table}.${name}: ${JSON.stringify(value)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('add up: lines to deals and orders, payments to what is paid, base amounts to the rates', () => {
    const total = <T>(
      list: readonly T[],
      key: (item: T) => string,
      amount: (item: T) => number,
    ): Map<string, number> => {
      const sums = new Map<string, number>();
      for (const item of list) sums.set(key(item), (sums.get(key(item)) ?? 0) + amount(item));
      return sums;
    };
    const dealLines = total(
      rows.opportunityLine,
      (line) => line.opportunityId,
      (line) => line.amountMinor,
    );
    for (const deal of rows.opportunity) expect(dealLines.get(deal.id)).toBe(deal.amountMinor);
    const orderLines = total(
      rows.orderLine,
      (line) => line.orderId,
      (line) => line.amountMinor,
    );
    const orderBase = total(
      rows.orderLine,
      (line) => line.orderId,
      (line) => line.baseMinor,
    );
    const paid = total(
      rows.payment,
      (payment) => payment.orderId,
      (payment) => payment.amountMinor,
    );
    for (const order of rows.salesOrder) {
      expect(orderLines.get(order.id)).toBe(order.amountMinor);
      expect(orderBase.get(order.id)).toBe(order.baseMinor);
      expect(paid.get(order.id) ?? 0).toBe(order.paidMinor);
      expect(order.paidMinor).toBeLessThanOrEqual(order.amountMinor);
    }
    for (const line of [...rows.opportunityLine, ...rows.orderLine]) {
      expect(line.amountMinor).toBe(line.quantity * line.unitPriceMinor);
    }
    expect(rows.salesOrder).toHaveLength(rows.opportunity.filter(({ status }) => status === 'won').length);
  });

  it('happen in order and not after the end', () => {
    for (const deal of rows.opportunity) {
      if (deal.closedOn !== null) expect(deal.closedOn >= deal.createdOn).toBe(true);
      expect(deal.closedOn === null).toBe(deal.status === 'open');
      expect(deal.createdAt).toBeLessThanOrEqual(company.endsAt);
    }
    const last = new Map<string, number>();
    for (const visit of rows.stageVisit) {
      expect(visit.enteredAt).toBeGreaterThanOrEqual(last.get(visit.opportunityId) ?? 0);
      if (visit.leftAt !== null) expect(visit.leftAt).toBeGreaterThan(visit.enteredAt);
      last.set(visit.opportunityId, visit.leftAt ?? visit.enteredAt);
    }
    for (const { occurredAt } of rows.activity) expect(occurredAt).toBeLessThanOrEqual(company.endsAt);
    for (const { at } of company.changes) expect(at).toBeLessThanOrEqual(company.endsAt);
    for (const lead of rows.lead) {
      if (lead.firstResponseAt !== null) expect(lead.firstResponseAt).toBeGreaterThan(lead.receivedAt);
    }
  });

  it('keep the moves: what the changes end with is what the deal holds now', () => {
    const expected = new Map<string, string | null>();
    for (const { recordId, field, to } of company.changes) expected.set(`${recordId} ${field}`, to);
    for (const deal of rows.opportunity) {
      const moved = expected.get(`${deal.id} expectedCloseOn`);
      if (moved !== undefined) expect(moved).toBe(deal.expectedCloseOn);
      else expect(deal.firstExpectedCloseOn).toBe(deal.expectedCloseOn);
      expect(expected.get(`${deal.id} ownerId`) ?? deal.ownerId).toBe(deal.ownerId);
    }
  });

  it('leave no seat without somebody today, and nobody in two selling seats at once', () => {
    const selling = new Set(rows.territory.map(({ positionId }) => positionId));
    const today = rows.assignment.filter(({ positionId, untilOn }) => selling.has(positionId) && untilOn === null);
    expect(today).toHaveLength(selling.size);
    expect(new Set(today.map(({ personId }) => personId)).size).toBe(selling.size);
  });

  it('look alive: fresh activity, tasks to come, deals overdue, a pipeline for the coming months', () => {
    const recent = rows.activity.filter(({ occurredAt }) => occurredAt > company.endsAt - 3 * 86_400_000);
    expect(recent.length).toBeGreaterThan(5);
    expect(
      rows.task.filter(({ dueOn, status }) => status === 'open' && (dueOn ?? '') > company.endsOn).length,
    ).toBeGreaterThan(50);
    const visits = rows.task.filter(({ type, dueOn }) => type === 'visit' && dueOn === company.endsOn);
    const visitors = Map.groupBy(visits, ({ ownerId }) => ownerId);
    expect(visitors.size).toBe(rows.territory.length);
    for (const own of visitors.values()) expect(own.length).toBeGreaterThanOrEqual(3);
    const open = rows.opportunity.filter(({ status }) => status === 'open');
    expect(open.filter(({ expectedCloseOn }) => (expectedCloseOn ?? '') < company.endsOn).length).toBeGreaterThan(3);
    expect(open.filter(({ expectedCloseOn }) => (expectedCloseOn ?? '') > '2026-12-15').length).toBeGreaterThan(15);
  });
});
