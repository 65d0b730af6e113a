import { TextInput } from '@mantine/core';
import { useWords } from '#web/i18n/language-context.tsx';
import { formWords } from './form-words.ts';
import { type Path, isFields, pointerOf, textAt, valueAt } from './plan-data.ts';
import { usePlanForm, useProblemAt } from './plan-form-context.ts';
import styles from './PlanForm.module.css';

/** What people read, in English and 中文. */
export function LabelField({
  path,
  label,
  bare,
}: {
  readonly path: Path;
  readonly label: string;
  readonly bare?: boolean;
}) {
  const say = useWords(formWords);
  const { data, set } = usePlanForm();
  const problem = useProblemAt(path, true);
  const found = valueAt(data, path);
  const one = textAt(data, path);
  const textOf = (language: 'en' | 'zh'): string => (isFields(found) ? textAt(found, [language]) : one);
  const write = (language: 'en' | 'zh', text: string): void => {
    const next = { en: textOf('en'), zh: textOf('zh'), [language]: text };
    const filled = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== ''));
    set(path, Object.keys(filled).length === 0 ? undefined : filled);
  };
  return (
    <div className={styles.names} data-pointer={pointerOf(path)}>
      {(['zh', 'en'] as const).map((language) => {
        const name = `${label} · ${say(language === 'en' ? 'english' : 'chinese')}`;
        return (
          <TextInput
            key={language}
            size="xs"
            {...(bare === true
              ? { 'aria-label': name, placeholder: say(language === 'en' ? 'english' : 'chinese') }
              : { label: name })}
            error={problem}
            value={textOf(language)}
            onChange={(event) => write(language, event.currentTarget.value)}
          />
        );
      })}
    </div>
  );
}
