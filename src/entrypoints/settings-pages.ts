import type { PageDefinition } from '#web/shell/room-pages.ts';
import { accountPages } from '#rooms/settings/account/web/pages.ts';
import { auditPages } from '#rooms/settings/audit/web/pages.ts';
import { calendarPages } from '#rooms/settings/calendar/web/pages.ts';
import { companyPages } from '#rooms/settings/company/web/pages.ts';
import { ratePages } from '#rooms/settings/currencies/web/pages.ts';
import { fieldPages } from '#rooms/settings/fields/web/pages.ts';
import { settingsHomePages } from '#rooms/settings/home/web/pages.ts';
import { importPages } from '#rooms/settings/imports/web/pages.ts';
import { jobPages } from '#rooms/settings/jobs/web/pages.ts';
import { notificationPages } from '#rooms/settings/notifications/web/pages.ts';
import { peopleAccessPages } from '#rooms/settings/people/web/pages.ts';
import { pipelinePages } from '#rooms/settings/pipelines/web/pages.ts';
import { webhookPages } from '#rooms/settings/webhooks/web/pages.ts';

/** The pages of the settings, in the order of the navigation. */
export const settingsPages: readonly PageDefinition[] = [
  ...settingsHomePages,
  ...accountPages,
  ...importPages,
  ...peopleAccessPages,
  ...fieldPages,
  ...pipelinePages,
  ...calendarPages,
  ...ratePages,
  ...companyPages,
  ...notificationPages,
  ...webhookPages,
  ...jobPages,
  ...auditPages,
];
