import type { Config } from '../config.ts';
import type { JobSettings } from '../services/jobs/parts.ts';

export const jobSettings = (config: Config): JobSettings => ({
  pollMinMs: config.POLL_MIN_MS,
  pollMaxMs: config.POLL_MAX_MS,
  deadlineMs: config.JOB_DEADLINE_SECONDS * 1000,
  concurrency: config.PROVIDER_CONCURRENCY,
  dailyCredits: config.DEFAULT_DAILY_CREDITS,
  concurrentJobs: config.DEFAULT_CONCURRENT_JOBS,
  serverMonthlyCredits: config.SERVER_MONTHLY_CREDITS,
  operatorMonthlyCredits: config.OPERATOR_MONTHLY_CREDITS,
  keepFilesDays: config.KEEP_FILES_DAYS,
});
