import type { Plan } from '#engines/commission/plan/plan.ts';
import { creditEvents } from './contract.ts';

/**
 * Which events earn under a plan: those that it recognises, else the company's usual one; and where the plan tells credits apart
 * by their event, also those that it names.
 */
export function earningEvents(plan: Plan, defaultEvent: string): ReadonlySet<string> {
  if (plan.recognition !== undefined) return new Set(plan.recognition.map(({ event }) => event.toLowerCase()));
  return new Set([defaultEvent, ...(plan.reads.event ? eventsNamed(plan.document) : [])]);
}

const events: readonly string[] = creditEvents.filter((event) => event !== 'return');

/** Events named as values or keys, or beside the word event in an expression. What plans are called says nothing of that. */
function eventsNamed(part: unknown): string[] {
  if (typeof part === 'string') {
    const words: readonly string[] = part.toLowerCase().match(/[a-z]+/g) ?? [];
    return words.length === 1 || words.includes('event') ? events.filter((event) => words.includes(event)) : [];
  }
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === 'name' || key === 'description' ? [] : [...eventsNamed(key), ...eventsNamed(value)],
  );
}
