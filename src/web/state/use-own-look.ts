import { useMantineColorScheme } from '@mantine/core';
import type { Language } from '#kernel/local-text.ts';
import { keepPreference } from '#web/api/preferences.ts';
import { useLanguage } from '#web/i18n/language-context.tsx';

export const schemes = ['light', 'dark', 'auto'] as const;
export type Scheme = (typeof schemes)[number];

/** The reader's language and appearance, kept with the account. */
export function useOwnLook() {
  const { language, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return {
    language,
    scheme: colorScheme,
    chooseLanguage: (one: Language): void => {
      choose(one);
      keepPreference({ language: one });
    },
    chooseScheme: (scheme: Scheme): void => {
      setColorScheme(scheme);
      keepPreference({ theme: scheme === 'auto' ? 'system' : scheme });
    },
  };
}
