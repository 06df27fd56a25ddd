type Others = Readonly<Partial<Record<string, string | null>>> | null | undefined;

interface Counted {
  readonly name: string;
  readonly name_localizations?: Others;
  readonly description?: string | undefined;
  readonly description_localizations?: Others;
  readonly value?: string | number | undefined;
  readonly options?: readonly Counted[] | undefined;
  readonly choices?: readonly Counted[] | undefined;
}

/** As Discord counts a command: the longest language of each text, and the values of choices. */
export const lettersOf = (parts: readonly Counted[] = []): number =>
  parts.reduce(
    (sum, { value = '', options, choices, ...part }) =>
      sum +
      longest(part.name, part.name_localizations) +
      longest(part.description, part.description_localizations) +
      String(value).length +
      lettersOf(options) +
      lettersOf(choices),
    0,
  );

const longest = (text = '', others: Others): number =>
  Math.max(text.length, ...Object.values(others ?? {}).map((other) => other?.length ?? 0));
