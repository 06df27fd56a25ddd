/** Every program of a page that has a file name, by that name. */
export function programsIn(page: string): Readonly<Record<string, string>> {
  const found = page.matchAll(/\(`([\w-]+\.(?:sh|ts))`\)\n\n```(?:bash|ts)\n([\s\S]*?)\n```\n/g);
  return Object.fromEntries([...found].map(([, name = '', text = '']) => [name, text]));
}
