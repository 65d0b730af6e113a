import { type Language, languages } from '#kernel/local-text.ts';

/** How each language calls itself. The tags are BCP 47: also the value of `<html lang>`. */
export const languageNames: Readonly<Record<Language, string>> = {
  'zh-Hans': '简体中文',
  'zh-Hant': '繁體中文',
  en: 'English',
};

/** The nearest of our languages to a browser's or person's tag ('zh-TW', 'en-GB', …); English when none is near. */
export function nearestLanguage(tag: string | undefined): Language {
  const text = (tag ?? '').toLowerCase();
  if (!text.startsWith('zh')) return 'en';
  return /hant|-tw|-hk|-mo/.test(text) ? 'zh-Hant' : 'zh-Hans';
}

/** The locale that `Intl` formats numbers and dates with. */
export function intlLocale(language: Language): string {
  return { 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW', en: 'en-US' }[language];
}

export const languageStoredUnder = 'qd.language';

/** The language that was chosen in this browser. */
export function storedLanguage(): Language | undefined {
  const stored = localStorage.getItem(languageStoredUnder);
  return languages.find((language) => language === stored);
}
