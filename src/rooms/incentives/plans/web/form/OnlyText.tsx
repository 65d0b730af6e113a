import { useWords } from '#web/i18n/language-context.tsx';
import { formWords } from './form-words.ts';
import styles from './PlanForm.module.css';

/** Stands where the text says something that no field can show. */
export function OnlyText() {
  const say = useWords(formWords);
  return <p className={styles.onlyText}>{say('onlyText')}</p>;
}
