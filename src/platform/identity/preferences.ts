import { z } from 'zod';
import { languages } from '#kernel/local-text.ts';

export const themes = ['light', 'dark', 'system'] as const;

/** What a person chooses for themselves; it holds on every device. */
export const preferencesSchema = z.object({
  language: z.enum(languages).optional(),
  theme: z.enum(themes).optional(),
});
