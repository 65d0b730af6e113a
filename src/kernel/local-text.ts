export const languages = ['zh-Hans', 'zh-Hant', 'en'] as const;
export type Language = (typeof languages)[number];

/** A text in every language of the product. */
export type LocalText = Readonly<Record<Language, string>>;

/** `text('Account', '客户', '客戶')`: English, 简体, 繁體. */
export function text(en: string, hans: string, hant: string): LocalText {
  return { en, 'zh-Hans': hans, 'zh-Hant': hant };
}
