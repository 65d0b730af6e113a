import { useEffect, useState } from 'react';
import { request } from '#web/api/request.ts';
import { payFile } from '../../pay-api.ts';
import type { PlanCheck } from './plan-types.ts';

/** Checks the text a moment after the last keystroke; the last good answer stays while the next is on its way. */
export function usePlanCheck(text: string): { readonly check: PlanCheck | undefined; readonly checking: boolean } {
  const [answer, setAnswer] = useState<{ text: string; check: PlanCheck }>();
  useEffect(() => {
    const stop = new AbortController();
    const ask = async (): Promise<void> => {
      const reply = await request<PlanCheck>('POST', payFile('/plan-checks'), { body: { text }, signal: stop.signal });
      if (reply.ok) setAnswer({ text, check: reply.value });
    };
    const timer = setTimeout(() => void ask(), 400);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  return { check: answer?.check, checking: answer?.text !== text };
}
