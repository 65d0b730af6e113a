import type { Language } from '#kernel/local-text.ts';
import { request } from './request.ts';

/** Keeps a choice with the account, so that it holds on every device. A failure costs nothing here: the browser keeps it too. */
export function keepPreference(choice: {
  readonly language?: Language;
  readonly theme?: 'light' | 'dark' | 'system';
}): void {
  void request('PATCH', '/api/auth/preferences', { body: choice });
}
