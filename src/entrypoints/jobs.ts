// Every kind of work that can be queued, and the schedules: what a process that runs jobs must know.
import './records.ts';
import '#platform/event-log/seal-job.ts';
import '#platform/importing/import-job.ts';
import '#platform/jobs/cleaning-job.ts';
import '#rooms/improve/diagnosis/nightly-job.ts';
import '#rooms/selling/opportunities/snapshot-job.ts';

export { startJobs } from '#platform/jobs/job-runner.ts';
