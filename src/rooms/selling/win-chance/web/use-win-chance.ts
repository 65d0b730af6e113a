import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { LocalText } from '#kernel/local-text.ts';
import { RequestFailed } from '#web/api/problem.ts';
import { fetchValue, newIdempotencyKey, request } from '#web/api/request.ts';

export interface WinReason {
  readonly feature: string;
  readonly label: LocalText;
  readonly value: number | string | null;
  readonly unit: string;
  readonly points: number;
}

export interface WinChanceView {
  readonly id: string;
  readonly chance: number;
  readonly base: number;
  readonly asOf: string;
  readonly reasons: readonly WinReason[];
}

export interface WinModelView {
  readonly id: string;
  readonly ranAt: string;
  readonly asOf: string;
  readonly state: 'ready' | 'notEnough';
  readonly engineVersion: string;
  readonly inputHash: string;
  readonly rows: number;
  readonly won: number | null;
  readonly needs: number | null;
  readonly deals: number | null;
  readonly method: string | null;
  readonly auc: number | null;
  readonly brier: number | null;
  readonly ece: number | null;
  readonly judgedRows: number | null;
  readonly horizonDays: number | null;
  readonly leftOut: readonly LocalText[];
  readonly bins: readonly { readonly predicted: number; readonly observed: number; readonly count: number }[];
  readonly features: readonly { readonly name: string; readonly label: LocalText; readonly effect: number }[];
}

type Settle = (chance: WinChanceView | null) => void;
const waiting = new Map<string, { settle: Settle; fail: (problem: unknown) => void }[]>();
const together = 100;

/** Cards ask one by one; what is asked within a moment goes in one request. */
function askTogether(id: string): Promise<WinChanceView | null> {
  return new Promise((settle, fail) => {
    if (waiting.size === 0) setTimeout(() => void send(), 20);
    waiting.set(id, [...(waiting.get(id) ?? []), { settle, fail }]);
  });
}

async function send(): Promise<void> {
  const asked = new Map(waiting);
  waiting.clear();
  const ids = [...asked.keys()];
  for (let start = 0; start < ids.length; start += together) {
    const part = ids.slice(start, start + together);
    try {
      const { chances } = await fetchValue<{ chances: WinChanceView[] }>(
        `/api/selling/win-chances?ids=${part.join(',')}`,
        {},
      );
      for (const id of part)
        for (const { settle } of asked.get(id)!) settle(chances.find((one) => one.id === id) ?? null);
    } catch (problem) {
      for (const id of part) for (const { fail } of asked.get(id)!) fail(problem);
    }
  }
}

export function useWinChance(id: string, enabled = true) {
  return useQuery({ queryKey: ['winChance', id], queryFn: () => askTogether(id), enabled, staleTime: 60_000 });
}

export function useWinModel() {
  return useQuery({
    queryKey: ['winModel'],
    queryFn: ({ signal }) => fetchValue<{ model: WinModelView | null }>('/api/selling/win-model', { signal }),
    retry: false,
  });
}

/** Puts the learning into the queue; the page looks again until the new run is there. */
export function useTrainWinModel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const answer = await request<{ job: string }>('POST', '/api/selling/win-model/training', {
        body: {},
        idempotencyKey: newIdempotencyKey(),
      });
      if (!answer.ok) throw new RequestFailed(answer.problem);
      const before = client.getQueryData<{ model: WinModelView | null }>(['winModel'])?.model?.id;
      for (let look = 0; look < 60; look++) {
        await new Promise((resolve) => setTimeout(resolve, 2000));
        const { model } = await fetchValue<{ model: WinModelView | null }>('/api/selling/win-model', {});
        if (model !== null && model.id !== before) {
          client.setQueryData(['winModel'], { model });
          await client.invalidateQueries({ queryKey: ['winChance'] });
          return true;
        }
      }
      return false;
    },
  });
}
