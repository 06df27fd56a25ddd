import type { OperatorTexts } from '../operator-texts.ts';

export const operator: OperatorTexts = {
  otherServer:
    'Whoever runs this bot lets it work in chosen servers only, and this is not one of them. Ask them to allow this server; what is already in the works is still delivered.',
  userInstall:
    'Whoever runs this bot lets it work only where the bot itself was added. Use it in such a server, or ask a moderator to add it here. **Get result**, **Share** and **Delete** on your earlier pictures still work.',
};
