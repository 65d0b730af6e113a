import { type ReactNode, createContext, use, useCallback, useEffect, useMemo, useState } from 'react';
import type { Language, LocalText } from '#kernel/local-text.ts';
import { askIn } from '#web/api/request.ts';
import { type Say, type Words, say } from './define-words.ts';
import { languageStoredUnder, nearestLanguage, storedLanguage } from './language.ts';

interface LanguageChoice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
  /** What the account says; holds unless something was chosen in this browser. */
  readonly adopt: (language: Language) => void;
}

const Context = createContext<LanguageChoice>({ language: 'en', choose: () => undefined, adopt: () => undefined });

function firstLanguage(): Language {
  const chosen = storedLanguage();
  if (chosen !== undefined) askIn(chosen);
  return chosen ?? nearestLanguage(navigator.language);
}

/** Holds the reader's language and sets `<html lang>`, without which Chromium draws Japanese forms of 汉字. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choose = useCallback((chosen: Language) => {
    localStorage.setItem(languageStoredUnder, chosen);
    askIn(chosen);
    setLanguage(chosen);
  }, []);
  const adopt = useCallback((own: Language) => {
    if (localStorage.getItem(languageStoredUnder) !== null) return;
    askIn(own);
    setLanguage(own);
  }, []);
  return <Context value={useMemo(() => ({ language, choose, adopt }), [language, choose, adopt])}>{children}</Context>;
}

export function useLanguage(): LanguageChoice {
  return use(Context);
}

/** The texts of a slice in the reader's language. */
export function useWords<Key extends string>(words: Words<Key>): Say<Key> {
  const { language } = useLanguage();
  return useMemo(() => say(words, language), [words, language]);
}

/** A text of a definition in the reader's language. */
export function useLocal(): (text: LocalText) => string {
  const { language } = useLanguage();
  return useCallback((text) => text[language], [language]);
}
