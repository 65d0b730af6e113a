import { z } from 'zod';
import { addDays, daysBetween } from '#kernel/civil-date.ts';
import { Refused } from '#kernel/result.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { may, seesField } from '#platform/visibility/viewer.ts';
import { runInWorkers } from '#platform/workers/worker-pool.ts';
import { type MissingReason, type PromotionEffectView, promotionEffectSchema } from './contract.ts';
import type { EffectInput } from './effect-of-promotion.ts';
import { loadPromotion, loadWeeks } from './load-weeks.ts';

const calculation = new URL('./effect-of-promotion.ts', import.meta.url);
const cannotTell = (missing: MissingReason, knownFrom: string | null = null) => ({
  body: { effect: null, missing, knownFrom },
});

export const promotionEffectRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/market/promotions/:id/effect',
    summary:
      'What a promotion brought: uplift, cannibalisation, pull-forward and net profit, from the lines you may see',
    access: { to: 'kind', kind: 'promotion', action: 'read' },
    params: z.object({ id: z.uuid() }),
    response: promotionEffectSchema,
    handler: async (call) => {
      const { id } = call.params;
      const read = await call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const { today, company } = context;
        const promotion = await loadPromotion(context, id);
        if (promotion === undefined)
          throw new Refused('not-found', 'no promotion has this id', { field: 'id', found: id });
        if (!may(call.viewer, 'orderLine', 'read') || !seesField(call.viewer, 'cost')) return cannotTell('noAccess');
        const { fromOn, untilOn } = promotion;
        if (untilOn <= fromOn) return cannotTell('noEnd');
        const lasts = Math.ceil(daysBetween(fromOn, untilOn) / 7);
        const over = addDays(fromOn, 7 * lasts - 1);
        if (over > today) return cannotTell('notOver', over);
        const sold = await loadWeeks(context, promotion, lasts);
        if (sold.promoted.length === 0) return cannotTell('noProduct');
        if (!sold.weeks.some(({ product }) => sold.promoted.includes(product))) return cannotTell('noSales');
        return { promotionId: id, fromOn, currency: company.baseCurrency, lasts, ...sold } satisfies EffectInput;
      });
      if ('body' in read) return read;
      const [effect] = await runInWorkers<EffectInput, PromotionEffectView | null>(
        calculation,
        'effectOfPromotion',
        [read],
        { apart: true, signal: call.signal },
      );
      return effect === null ? cannotTell('fewWeeks') : { body: { effect, missing: null, knownFrom: null } };
    },
  }),
];
