import { type ProblemDocument, problemCode } from '#web/api/problem.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { signInWords } from '#web/i18n/sign-in-words.ts';
import { useToldProblem } from '#web/shell/use-told-problem.ts';

/** Why signing in did not work, in one line that gives nothing away. */
export function useProblemLine(): (problem: ProblemDocument) => string {
  const told = useToldProblem();
  const say = useWords(signInWords);
  return (problem) => {
    const code = problemCode(problem);
    if (code === 'wrong-sign-in') return say('wrong');
    if (code === 'wrong-code') return say('wrongCode');
    if (code === 'link-not-found') return say('linkDead');
    if (problem.status === 429) return say('tooMany');
    return told.line(problem);
  };
}
