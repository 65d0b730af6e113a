import type { ReactNode } from 'react';
import { languages } from '#kernel/local-text.ts';
import { languageNames } from '#web/i18n/language.ts';
import { useLanguage } from '#web/i18n/language-context.tsx';
import { Mark } from '#web/shell/Mark.tsx';
import { useTitle } from '#web/shell/page-title.tsx';
import styles from './SignIn.module.css';

/** The page around everything that happens before one is in. */
export function SignInFrame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const { language, choose } = useLanguage();
  useTitle(title);
  return (
    <div className={styles.page}>
      <main className={styles.card}>
        <h1>
          <Mark size={28} />
          {title}
        </h1>
        {children}
      </main>
      <footer className={styles.foot}>
        {languages.map((one) => (
          <button key={one} type="button" lang={one} aria-pressed={one === language} onClick={() => choose(one)}>
            {languageNames[one]}
          </button>
        ))}
      </footer>
    </div>
  );
}
