import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Finding, Lens } from '#engines/diagnosis/finding.ts';
import type { LocalText } from '#kernel/local-text.ts';
import { RequestFailed } from '#web/api/problem.ts';
import { fetchValue, newIdempotencyKey, request } from '#web/api/request.ts';

/** A finding with what people have done about it. */
export interface HandledFinding extends Finding {
  readonly id: string;
  readonly state: 'open' | 'dismissed' | 'assigned';
  readonly reason: string | null;
  readonly taskId: string | null;
}

export interface DiagnosisView {
  readonly id: string;
  readonly ranAt: string;
  readonly asOf: string;
  readonly currency: string;
  readonly findings: readonly HandledFinding[];
  readonly unchecked: readonly { readonly rule: string; readonly needs: LocalText }[];
  readonly lenses: readonly LensSum[];
  /** Earlier days, oldest first. */
  readonly history: readonly { readonly asOf: string; readonly lenses: readonly LensSum[] }[];
}

export interface LensSum {
  readonly lens: Lens;
  readonly findings: number;
  readonly money: number;
}

const path = '/api/improve/diagnosis';
const key = ['diagnosis'];

interface Reply {
  readonly diagnosis: DiagnosisView | null;
}

export function useDiagnosis() {
  return useQuery({ queryKey: key, queryFn: ({ signal }) => fetchValue<Reply>(path, { signal }), retry: false });
}

export function useRunDiagnosis() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const answer = await request<Reply>('POST', path, { body: {}, idempotencyKey: newIdempotencyKey() });
      if (!answer.ok) throw new RequestFailed(answer.problem);
      return answer.value;
    },
    onSuccess: (reply) => client.setQueryData(key, reply),
  });
}

/** Dismiss, reopen, or turn into a task. */
export function useHandleFinding() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, verb, body }: { id: string; verb: 'dismissal' | 'reopening' | 'task'; body: object }) => {
      const answer = await request('POST', `/api/improve/findings/${id}/${verb}`, {
        body,
        idempotencyKey: newIdempotencyKey(),
      });
      if (!answer.ok) throw new RequestFailed(answer.problem);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
}
