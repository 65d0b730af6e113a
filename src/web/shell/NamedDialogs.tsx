import { MantineThemeProvider } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useWords } from '#web/i18n/language-context.tsx';
import { shellWords } from '#web/i18n/shell-words.ts';

/** Gives the cross of every dialog and drawer its name in the reader's language, for those who do not see it. */
export function NamedDialogs({ children }: { readonly children: ReactNode }) {
  const close = useWords(shellWords)('close');
  const theme = useMemo(() => {
    const named = { defaultProps: { closeButtonProps: { 'aria-label': close } } };
    return { components: { Modal: named, Drawer: named } };
  }, [close]);
  return <MantineThemeProvider theme={theme}>{children}</MantineThemeProvider>;
}
