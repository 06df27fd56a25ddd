/** Without what Discord reads as it stands: escaped characters and code. */
const readAsMarkup = (text: string): string => text.replace(/\\./gsu, 'x').replace(/`[^`]*`/g, 'x');

/** Whether each bold part begins and ends where it was meant to: bold within bold ends it early. */
export const boldAsMeant = (text: string): boolean =>
  readAsMarkup(text)
    .split('\n')
    .every((line) => {
      const pieces = line.split('**');
      const bold = pieces.filter((_, place) => place % 2 === 1);
      return pieces.length % 2 === 1 && bold.every((piece) => piece !== '' && piece === piece.trim());
    });
