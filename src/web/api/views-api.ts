import { useQuery } from '@tanstack/react-query';
import { type Answer, fetchValue, newIdempotencyKey, request } from './request.ts';

/** A list as someone left it: its query as it stands in the address. */
export interface SavedView {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly shared: boolean;
  readonly isDefault: boolean;
  readonly mine: boolean;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
}

const path = '/api/settings/views';

export function useSavedViews(kind: string) {
  return useQuery({
    queryKey: ['views', kind],
    queryFn: ({ signal }) => fetchValue<{ readonly views: readonly SavedView[] }>(path, { query: { kind }, signal }),
    retry: false,
  });
}

export function saveView(view: Omit<SavedView, 'id' | 'mine'>): Promise<Answer<SavedView>> {
  return request('POST', path, { body: view, idempotencyKey: newIdempotencyKey() });
}

export function deleteView(id: string): Promise<Answer<undefined>> {
  return request('DELETE', `${path}/${id}`);
}
