import { useWords } from '#web/i18n/language-context.tsx';
import styles from './ImportPage.module.css';
import { importWords } from './import-words.ts';
import type { ImportReport } from './imports-api.ts';
import type { ToldImport } from './use-told-import.ts';

interface RefusedKindsProps {
  readonly rejected: ImportReport['rejected'];
  readonly told: ToldImport;
}

/** Values shown of each. */
const shown = 8;

/** The same refusal of many rows once, with the values it is about: a file mostly wants a few things repaired many times. */
export function RefusedKinds({ rejected, told }: RefusedKindsProps) {
  const say = useWords(importWords);
  const kinds = new Map<string, { column: string | null; problem: string; values: Set<string> }>();
  for (const { column, problem, value } of rejected) {
    const key = `${column}\n${problem}`;
    const kind = kinds.get(key) ?? { column, problem, values: new Set() };
    if (value !== null && value !== '') kind.values.add(column === null ? told.tell(value) : value);
    kinds.set(key, kind);
  }
  if (kinds.size === rejected.length) return null;
  return (
    <>
      <h2>{say('refusedKinds')}</h2>
      <ul className={styles.kinds}>
        {[...kinds].map(([key, { column, problem, values }]) => (
          <li key={key}>
            {column === null
              ? told.tell(problem)
              : say('ofColumn', { column: told.column(column), problem: told.tell(problem, column) })}
            <div className={styles.sample}>
              {[...values].slice(0, shown).join(' · ')}
              {values.size > shown ? ' …' : ''}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
