/** Documents as the database keeps them, without one. */
export function documentRows(initial: Readonly<Record<string, string>> = {}) {
  const values = new Map(Object.entries(initial));
  return {
    documents: {
      get: async (key: string) => values.get(key),
      set: async (key: string, value: string) => void values.set(key, value),
      delete: async (key: string) => values.delete(key),
      clear: async () => values.clear(),
    },
  };
}
