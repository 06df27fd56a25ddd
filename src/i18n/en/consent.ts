import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  refusals: {
    'own-only':
      'That picture belongs to somebody else, and only they may edit it. Use a picture of your own, or one that I made.',
    'author-did-not-agree':
      'This server only allows edits of pictures whose authors agreed, and this author has not. Ask them to allow it with **/privacy**, or use a picture of your own.',
    'author-refuses':
      'Its author does not want their pictures edited by others. Use a picture of your own, or ask them.',
  },
  handedIn: (owner, mayStart) =>
    `What ${owner} provided for this stays theirs, so it cannot be used again here. ` +
    (mayStart
      ? 'You can start from the finished picture instead.'
      : 'Go on from the finished picture with another button, such as **Edit with words**, or attach a picture of your own.'),
  startFromResult: 'Start from this picture',
  wordsFromResult:
    'What this picture was made from stays with whoever provided it. Your words start from the finished picture instead.',
  onlyOwnerCompares: (owner) =>
    `Only ${owner} can compare this: what they provided for it is for their eyes. Ask them to show you.`,
  credit: ({ author, link, isHidden }) =>
    `made from [a picture](${link}) by ${author}${isHidden ? ' · only you see it until you press **Share**' : ''}`,
};
