import type { PingTexts } from '../ping-texts.ts';

export const ping: PingTexts = {
  about: 'Call me when a picture is ready:',
  choices: {
    long: 'For those that take longer than half a minute',
    always: 'Always',
    never: 'Never',
  },
};
