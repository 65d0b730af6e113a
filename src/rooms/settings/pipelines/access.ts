import { defineRight } from '#platform/visibility/define-access.ts';

/** Designing the steps of the sales process. */
export const managePipelines = defineRight({ right: 'settings.pipelines', roles: ['administrator'] }).right;
