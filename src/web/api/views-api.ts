import { useQuery } from '@tanstack/react-query';
import type { LocalText } from '#kernel/local-text.ts';
import { type Answer, fetchValue, newIdempotencyKey, request } from './request.ts';
import { viewsAddress, viewsPath } from './views-address.ts';

/** A list as someone left it: its query as it stands in the address. */
export interface SavedView {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly shared: boolean;
  readonly isDefault: boolean;
  readonly mine: boolean;
  /** Roles that open the list with it, unless a person has chosen a default of their own. */
  readonly defaultFor: readonly string[];
  readonly isRoleDefault: boolean;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
}

export interface SavedViews {
  readonly views: readonly SavedView[];
  /** Roles for whom the reader may choose what they open with. */
  readonly roles: readonly { readonly role: string; readonly label: LocalText }[];
}

export function useSavedViews(kind: string) {
  return useQuery({
    queryKey: ['views', kind],
    queryFn: ({ signal }) => fetchValue<SavedViews>(viewsAddress(kind), { signal }),
    retry: false,
  });
}

export function saveView(view: Omit<SavedView, 'id' | 'mine' | 'isRoleDefault'>): Promise<Answer<SavedView>> {
  return request('POST', viewsPath, { body: view, idempotencyKey: newIdempotencyKey() });
}

export function deleteView(id: string): Promise<Answer<undefined>> {
  return request('DELETE', `${viewsPath}/${id}`);
}
