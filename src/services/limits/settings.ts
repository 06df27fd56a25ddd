/** What the operator set for everybody. */
export interface LimitSettings {
  /** Where no rule says anything, for each member. */
  readonly dailyCredits: number;
  readonly concurrentJobs: number;
  /** Of a month; no rule raises them. */
  readonly serverMonthlyCredits?: number | undefined;
  readonly operatorMonthlyCredits?: number | undefined;
}
