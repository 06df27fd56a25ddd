import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  refusals: {
    'own-only':
      "That picture is somebody else's, and only its author may have it changed. Use a picture of your own, or one that I made.",
    'author-did-not-agree':
      'In this server only pictures of authors who agreed may be edited, and this author has not. Ask them to allow it with **/privacy**, or use a picture of your own.',
    'author-refuses':
      'Its author does not want their pictures edited by others. Use a picture of your own, or ask them.',
  },
  handedIn: (owner, mayStart) =>
    `What ${owner} handed in for this stays theirs, so it cannot be used again here. ` +
    (mayStart
      ? 'You can start from the finished picture instead.'
      : 'Go on from the finished picture with another button, such as **Edit with words**, or hand in a picture of your own.'),
  startFromResult: 'Start from this picture',
  wordsFromResult:
    'What this picture was made from stays with whoever handed it in. Your words start from the finished picture instead.',
  onlyOwnerCompares: (owner) =>
    `Only ${owner} can compare this: what they handed in for it is for their eyes. Ask them to show you.`,
  credit: ({ author, link, isHidden }) =>
    `made from [a picture](${link}) by ${author}${isHidden ? ' · only you see it until you press **Share**' : ''}`,
};
