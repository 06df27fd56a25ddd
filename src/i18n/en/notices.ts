import type { NoticeTexts } from '../texts.ts';

export const notices: NoticeTexts = {
  unknownButton: 'This button comes from another version of the bot and no longer works. Send the command again.',
  jobMissing:
    'This picture is no longer on record: it was deleted, or it has expired. Send the command again to make a new one.',
  notYours: 'This belongs to somebody else. Send the command yourself to make your own.',
  alreadyFinished: 'This is finished already. The message above shows how it ended.',
  tooLateToCancel:
    'Too late to cancel: it is already paid for. The picture will be delivered, and is kept in **/history**.',
  cancelled: 'Cancelled. What it cost is back. Send the command again whenever you like.',
  sameAction: 'You did this a moment ago: it counts once. Have a look at the message that is already here.',
  unknownCommand:
    'The bot was updated and no longer knows this command. Try again in a minute; reloading Discord helps too.',
  noSuchJob:
    'There is no such job of yours, and no public one of this server. **/history** lists your pictures with their job ids.',
  noPictureThere: 'There is no picture in that message that I can work on. Choose a message with a PNG, JPEG or WebP.',
  notYourPicture:
    "That picture is somebody else's, and only its author may have it changed. Use a picture of your own, or one that I made.",
  choiceOver: 'This choice is over. Open the menu of the message again.',
  wordsOnly:
    'This picture was made from words alone, so there is nothing to repeat on another picture. Use **Again**, or **/reimagine**.',
  stepNotYours:
    'One of the steps to this picture is private to somebody else, so they cannot be repeated. Branch from a later step, or ask its author.',
  tooManySteps: 'At most ten steps can be repeated at once. Open the history of an earlier step and repeat from there.',
  stepNotOffered: 'One of the steps is not offered here at the moment. Try again later, or repeat an earlier step.',
  shuttingDown: 'The bot is restarting. Try again in a minute; nothing that was started is lost.',
  internal: (reference) =>
    `Something broke on our side (ref ${reference}). Try again; if it breaks again, tell whoever runs the bot this reference.`,
};
