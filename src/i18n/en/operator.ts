import type { OperatorTexts } from '../operator-texts.ts';
import { alerts } from './alerts.ts';
import { count } from './format.ts';

export const operator: OperatorTexts = {
  otherServer:
    'Whoever runs this bot lets it work in chosen servers only, and this is not one of them. Ask them to allow this server; what is already in the works is still delivered.',
  userInstall:
    'Whoever runs this bot lets it work only where the bot itself was added. Use it in such a server, or ask a moderator to add it here. **Get result**, **Share** and **Delete** on your earlier pictures still work.',
  alerts,
  expired: {
    pressed:
      'This picture has expired: pictures are kept here for a limited time only. Press **Again** to make a new one, or attach the copy that Discord shows.',
    picked: (option) =>
      `${option}: this picture has expired and is no longer kept. Choose a newer one, or attach the copy that Discord shows.`,
    shown: (expired) =>
      `${count(expired, 'picture')} expired: pictures are kept for a limited time only. **Again** makes a new one.`,
    listed: (expired) => `${count(expired, 'picture')} expired: make a new one with **/show** and **Again**.`,
  },
  welcome: (dailyCredits, concurrentJobs) =>
    [
      '**Hello! I make and edit pictures.** Type **/imagine** and a few words, or right-click a message with a picture and choose *Apps*.',
      `- Every member may spend ${count(dailyCredits, 'credit')} a day and have ${count(concurrentJobs, 'request')} in the works at once.`,
      '- Moderators change that with **/limits set**; **/settings** is for the language, the moderators’ role and more.',
      '- **/help** lists what I can do and what it costs.',
    ].join('\n'),
};
