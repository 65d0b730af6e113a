import { dayNumber } from '#kernel/civil-date.ts';
import type { DiagnosedDeal, DiagnosisInput, EarlyWork } from '#engines/diagnosis/diagnosis-input.ts';
import type { SimulatedCompany } from '../../src/entrypoints/demo-company/simulate-company.ts';
import type { Row } from '../../src/entrypoints/demo-company/tables.ts';

const hour = 3_600_000;
const shanghai = 8 * hour;
const face = new Set(['visit', 'meeting', 'demo']);
const day = (date: string): number => dayNumber(date);
const dayOrNull = (date: string | null): number | null => (date === null ? null : dayNumber(date));
const dayOfInstant = (at: number): number => Math.floor((at + shanghai) / (24 * hour));

/** What the diagnosis would read of a simulated company from its database, without one: same fields, same rules. */
export function diagnosedCompany({ rows, endsOn, endsAt }: SimulatedCompany): DiagnosisInput {
  const accounts = new Map(rows.account.map((row) => [row.id, row]));
  const seats = lastSeats(rows.assignment, rows.position);
  const openStages = new Set(rows.stage.filter((row) => row.outcome === 'open').map((row) => row.id));
  const families = new Map(rows.product.map((row) => [row.id, row.family]));
  const early = earlyWork(rows.activity, rows.opportunity);
  const indexOf = new Map(rows.opportunity.map((row, i) => [row.id, i]));
  const courses = new Map(rows.course.map((row) => [row.id, row.name]));
  return {
    asOfDay: day(endsOn),
    currency: 'CNY',
    deals: rows.opportunity.map((row) => dealOf(row, accounts.get(row.accountId ?? ''), seats, early)),
    stageVisits: rows.stageVisit.flatMap((visit) =>
      openStages.has(visit.stageId)
        ? [
            {
              deal: indexOf.get(visit.opportunityId)!,
              stage: visit.stageId,
              enteredDay: visit.enteredAt / (24 * hour),
              days: ((visit.leftAt ?? endsAt) - visit.enteredAt) / (24 * hour),
              running: visit.leftAt === null,
            },
          ]
        : [],
    ),
    leads: rows.lead.map((row) => ({
      source: row.source,
      receivedDay: dayOfInstant(row.receivedAt),
      owner: row.ownerId,
      team: seats.get(row.ownerId ?? '')?.unitId ?? null,
      responseHours: row.firstResponseAt === null ? null : (row.firstResponseAt - row.receivedAt) / hour,
      qualified: row.status === 'qualified' || row.status === 'converted',
      open: row.status === 'new' || row.status === 'working',
    })),
    accounts: accountsOf(rows.account, rows.salesOrder, rows.ticket),
    lines: rows.orderLine.map((row) => ({
      day: day(row.orderedOn),
      owner: row.ownerId,
      team: seats.get(row.ownerId ?? '')?.unitId ?? null,
      product: row.productId,
      account: row.accountId,
      family: families.get(row.productId) ?? null,
      quantity: row.quantity,
      domestic: row.currency === 'CNY',
      amount: row.baseMinor / 100,
      listAmount: row.baseListMinor / 100,
    })),
    people: rows.person.map((row) => ({
      id: row.id,
      team: seats.get(row.id)?.unitId ?? null,
      manager: row.managerId,
      sells: ['rep', 'teamLead'].includes(seats.get(row.id)?.role ?? ''),
      joinedDay: dayOrNull(row.joinedOn),
      leftDay: dayOrNull(row.leftOn),
    })),
    trainings: rows.enrolment.flatMap((row) =>
      row.completedOn === null
        ? []
        : [{ person: row.personId, course: courses.get(row.courseId)!, completedDay: day(row.completedOn) }],
    ),
    nextQuarterQuota: null,
    names: Object.fromEntries(
      [...rows.person, ...rows.unit, ...rows.product, ...rows.stage, ...rows.competitor, ...rows.account].map((row) => [
        row.id,
        row.name,
      ]),
    ),
  };
}

function dealOf(
  row: Row<'opportunity'>,
  account: Row<'account'> | undefined,
  seats: ReadonlyMap<string, Row<'position'>>,
  early: ReadonlyMap<string, EarlyWork>,
): DiagnosedDeal {
  return {
    id: row.id,
    status: row.status as DiagnosedDeal['status'],
    amount: row.baseMinor / 100,
    listAmount: row.listMinor / 100,
    createdDay: day(row.createdOn),
    closedDay: dayOrNull(row.closedOn),
    expectedCloseDay: dayOrNull(row.expectedCloseOn),
    lastActivityDay: dayOrNull(row.lastActivityOn),
    slipCount: row.slipCount,
    activities: early.get(row.id)?.activities ?? 0,
    early: early.get(row.id) ?? null,
    stage: row.stageId,
    probability: row.probability,
    owner: row.ownerId,
    team: seats.get(row.ownerId ?? '')?.unitId ?? null,
    account: row.accountId,
    product: row.productId,
    region: account?.region ?? null,
    segment: account?.segment ?? null,
    source: row.source,
    competitor: row.competitorId,
  };
}

/** The seat a person holds, or held last; a seat without end comes first, then the one begun last. */
function lastSeats(assignments: readonly Row<'assignment'>[], positions: readonly Row<'position'>[]) {
  const byId = new Map(positions.map((row) => [row.id, row]));
  const best = new Map<string, Row<'assignment'>>();
  for (const row of assignments) {
    const known = best.get(row.personId);
    const later = (one: Row<'assignment'>): string => `${one.untilOn ?? '9999-12-31'}|${one.fromOn}`;
    if (known === undefined || later(row) > later(known)) best.set(row.personId, row);
  }
  return new Map([...best].map(([person, row]) => [person, byId.get(row.positionId)!]));
}

function earlyWork(activities: readonly Row<'activity'>[], deals: readonly Row<'opportunity'>[]) {
  const created = new Map(deals.map((row) => [row.id, day(row.createdOn)]));
  const found = new Map<string, { activities: number; meetings: number; people: Set<string>; first: number | null }>();
  for (const deal of deals) found.set(deal.id, { activities: 0, meetings: 0, people: new Set(), first: null });
  for (const row of activities) {
    const work = found.get(row.opportunityId ?? '');
    if (work === undefined) continue;
    const after = dayOfInstant(row.occurredAt) - created.get(row.opportunityId!)!;
    if (after < 0 || after >= 14) continue;
    work.activities += 1;
    if (face.has(row.type)) work.meetings += 1;
    if (row.contactId !== null) work.people.add(row.contactId);
    work.first = Math.min(work.first ?? after, after);
  }
  return new Map<string, EarlyWork>(
    [...found].map(([id, { activities: n, meetings, people, first }]) => [
      id,
      { activities: n, meetings, contacts: people.size, firstContactDays: first },
    ]),
  );
}

function accountsOf(
  accounts: readonly Row<'account'>[],
  orders: readonly Row<'salesOrder'>[],
  tickets: readonly Row<'ticket'>[],
): DiagnosisInput['accounts'] {
  const bought = new Map<string, { n: number; value: number; first: number; last: number }>();
  for (const row of orders) {
    const on = day(row.orderedOn);
    const known = bought.get(row.accountId ?? '') ?? { n: 0, value: 0, first: on, last: on };
    bought.set(row.accountId ?? '', {
      n: known.n + 1,
      value: known.value + row.baseMinor / 100,
      first: Math.min(known.first, on),
      last: Math.max(known.last, on),
    });
  }
  const slowest = new Map<string, { hours: number; day: number }>();
  for (const row of tickets) {
    if (row.respondedAt === null) continue;
    const hours = (row.respondedAt - row.openedAt) / hour;
    const known = slowest.get(row.accountId);
    if (known === undefined || hours > known.hours)
      slowest.set(row.accountId, { hours, day: dayOfInstant(row.openedAt) });
  }
  return accounts.map((row) => {
    const own = bought.get(row.id);
    return {
      id: row.id,
      name: row.name,
      owner: row.ownerId,
      region: row.region,
      industry: row.industry,
      lastOrderDay: dayOrNull(row.lastOrderOn),
      orders: own?.n ?? 0,
      yearlyValue: own === undefined ? 0 : own.value / Math.max(1, (own.last - own.first) / 365),
      slowestTicketHours: slowest.get(row.id)?.hours ?? null,
      slowestTicketDay: slowest.get(row.id)?.day ?? null,
    };
  });
}
