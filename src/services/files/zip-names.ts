/** Of a name without its ending: with a number and four bytes a letter still within the 255 bytes of most systems. */
const LONGEST = 56;
/** What some system refuses in a name, and what makes a name look like another. */
const UNSAFE = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
/** Names of devices where the system is Windows, whatever their ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
const EXTENSION = /\.[a-z0-9]{1,8}$/i;
const NAMELESS = 'file';

/** Names that every system can unpack into one folder: no paths, nothing hidden, each once even where case does not count. */
export function safeNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  const last = new Map<string, number>();
  return names.map((name) => {
    const safe = safeName(name);
    let unique = safe;
    let number = last.get(keyOf(safe)) ?? 1;
    while (taken.has(keyOf(unique))) unique = numbered(safe, ++number);
    last.set(keyOf(safe), number);
    taken.add(keyOf(unique));
    return unique;
  });
}

function safeName(name: string): string {
  const plain = name.normalize('NFC').replace(UNSAFE, '_').replace(/\s+/g, ' ');
  const { stem, extension } = parts(plain.replace(/^[. ]+|[. ]+$/g, ''));
  const short = [...stem].slice(0, LONGEST).join('').trimEnd();
  return (short || NAMELESS).replace(DEVICE, '_$&') + extension;
}

function numbered(name: string, number: number): string {
  const { stem, extension } = parts(name);
  return `${stem} (${number})${extension}`;
}

function parts(name: string): { readonly stem: string; readonly extension: string } {
  const extension = EXTENSION.exec(name)?.[0] ?? '';
  return { stem: name.slice(0, name.length - extension.length), extension };
}

const keyOf = (name: string) => name.toLowerCase().normalize('NFC');
