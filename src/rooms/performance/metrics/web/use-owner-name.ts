import { useWords } from '#web/i18n/language-context.tsx';
import { metricsWords } from './metrics-words.ts';

const owners = ['selling', 'finance', 'marketing', 'customers', 'operations'] as const;

/** Who answers for a metric, in the reader's words. */
export function useOwnerName(): (owner: string) => string {
  const say = useWords(metricsWords);
  return (owner) => say(owners.find((known) => known === owner) ?? 'other');
}
