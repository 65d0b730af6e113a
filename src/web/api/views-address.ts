import { addressOf } from './request.ts';

export const viewsPath = '/api/settings/views';

/** Where the saved views of a kind are read. */
export function viewsAddress(kind: string): string {
  return addressOf(viewsPath, { kind });
}
