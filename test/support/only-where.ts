declare module 'vitest' {
  interface TaskMeta {
    needs?: string;
  }
}

/** Options of tests that need what not every machine has: where it is not, they are skipped, and `.ci/run` says for want of what. */
export const onlyWhere = (isThere: boolean, needs: string) => ({ skip: !isThere, meta: { needs } });
