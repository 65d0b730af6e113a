import { shellWords } from '#web/i18n/shell-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { EmptyState } from './EmptyState.tsx';

/** A page or part that is not open to the reader. */
export function Forbidden() {
  const say = useWords(shellWords);
  return (
    <EmptyState icon="lock" title={say('forbiddenTitle')}>
      {say('forbiddenBody')}
    </EmptyState>
  );
}
