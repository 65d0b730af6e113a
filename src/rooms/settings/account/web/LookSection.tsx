import { NativeSelect, SegmentedControl } from '@mantine/core';
import { languages } from '#kernel/local-text.ts';
import { Section } from '#web/components/PageBody.tsx';
import { languageNames } from '#web/i18n/language.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useRowHeight } from '#web/state/row-height.ts';
import { type Scheme, schemes, useOwnLook } from '#web/state/use-own-look.ts';
import styles from './AccountPage.module.css';
import { accountWords } from './account-words.ts';

/** Language, light or dark, row height: the same choices as in the account menu. */
export function LookSection() {
  const say = useWords(accountWords);
  const shell = useWords(shellWords);
  const { language, scheme, chooseLanguage, chooseScheme } = useOwnLook();
  const [rowHeight, setRowHeight] = useRowHeight();
  return (
    <Section title={say('look')} hint={say('lookHint')}>
      <div className={styles.choices}>
        <NativeSelect
          size="xs"
          label={shell('language')}
          data={languages.map((one) => ({ value: one, label: languageNames[one] }))}
          value={language}
          onChange={(event) => {
            const chosen = languages.find((one) => one === event.currentTarget.value);
            if (chosen !== undefined) chooseLanguage(chosen);
          }}
        />
        <div>
          <span>{shell('appearance')}</span>
          <SegmentedControl
            aria-label={shell('appearance')}
            data={schemes.map((one) => ({ value: one, label: shell(one === 'auto' ? 'system' : one) }))}
            value={scheme}
            onChange={(chosen) => chooseScheme(chosen as Scheme)}
          />
        </div>
        <div>
          <span>{shell('rows')}</span>
          <SegmentedControl
            aria-label={shell('rows')}
            data={(['compact', 'comfortable'] as const).map((one) => ({ value: one, label: shell(one) }))}
            value={rowHeight}
            onChange={(chosen) => setRowHeight(chosen === 'comfortable' ? 'comfortable' : 'compact')}
          />
        </div>
      </div>
    </Section>
  );
}
