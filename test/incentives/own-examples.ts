import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type WorkedExample, workedExamples } from '../support/worked-example.ts';
import type { Example, Happening } from './example.ts';

/** What the company records of a sale; examples whose plans ask for more are calculated from files alone. */
const recorded = ['id', 'payee', 'date', 'event', 'amount', 'cost', 'reverses'];
const recordedEvents = ['', 'booking', 'meeting'];

/** The examples of worked-examples/ that can be entered as records of the product, and the names of the others. */
export function ownExamples(): { examples: Example[]; fromFilesOnly: string[] } {
  const all = workedExamples();
  const fits = all.filter(canBeEntered);
  return {
    examples: fits.map(asExample),
    fromFilesOnly: all.filter((one) => !fits.includes(one)).map(({ name }) => name),
  };
}

function canBeEntered({ tables }: WorkedExample): boolean {
  const leave = (tables.payees ?? []).some((row) => 'leave_from' in row);
  return (
    !leave &&
    tables.credits.every(
      (row) =>
        Object.keys(row).every((column) => recorded.includes(column)) &&
        (row.reverses ? row.amount === '' : recordedEvents.includes(row.event ?? '')),
    )
  );
}

function asExample({ name, plan, tables }: WorkedExample): Example {
  const document = parse(readFileSync(plan, 'utf8')) as Record<string, unknown>;
  const currency = String(document.currency);
  const called = (payee: string): string => `${name} ${payee}`;
  const named = new Set(tables.credits.map(({ payee }) => payee));
  const rows = [
    ...(tables.payees ?? []),
    ...[...named]
      .filter((payee) => !(tables.payees ?? []).some((row) => row.payee === payee))
      .map((payee) => ({ payee })),
  ] as Record<string, string>[];
  const people = rows.map(({ payee, hired, manager, ...terms }) => ({
    name: called(payee),
    ...(manager ? { manager: called(manager) } : {}),
    ...(hired ? { joinedOn: hired } : {}),
    terms: Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== '')),
  }));
  return {
    id: name,
    plan: document,
    people: managersFirst(people),
    happenings: tables.credits.map((row): Happening => {
      const owner = called(row.payee);
      if (row.reverses) return { what: 'return', deal: `${name} ${row.reverses}`, on: row.date };
      if (row.event === 'meeting') return { what: 'meeting', owner, on: row.date };
      const cost = row.cost ? { cost: Number(row.cost) } : {};
      return {
        what: 'deal',
        id: `${name} ${row.id}`,
        owner,
        amount: Number(row.amount),
        on: row.date,
        currency,
        ...cost,
      };
    }),
    pays: tables.pay.map(({ payee, period, pay }) => ({ person: called(payee), period, total: Number(pay) })),
  };
}

function managersFirst(people: Example['people']): Example['people'] {
  const depth = (name: string): number => {
    const manager = people.find((one) => one.name === name)?.manager;
    return manager === undefined ? 0 : 1 + depth(manager);
  };
  return [...people].sort((left, right) => depth(left.name) - depth(right.name));
}
