// Every kind of work that can be queued, and the schedules: what runs jobs must know, and what shows them.
import './records.ts';
import '#platform/event-log/month-job.ts';
import '#platform/event-log/seal-job.ts';
import '#platform/exporting/export-job.ts';
import '#platform/importing/import-job.ts';
import '#platform/jobs/cleaning-job.ts';
import '#platform/notifications/send-job.ts';
import '#rooms/customers/value/account-value-job.ts';
import '#rooms/improve/diagnosis/nightly-job.ts';
import '#rooms/selling/leads/return-to-pool.ts';
import '#rooms/selling/opportunities/slipping-job.ts';
import '#rooms/selling/opportunities/snapshot-job.ts';
import '#rooms/selling/win-chance/win-chance-job.ts';
import '#rooms/team/structures/placement-job.ts';
import '#rooms/settings/audit/verify-job.ts';
import '#rooms/today/tasks/due-job.ts';
