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
    'You have no such job, and this server has no public one. **/history** lists your pictures with their job ids.',
  noPictureThere: 'There is no picture in that message that I can work on. Choose a message with a PNG, JPEG or WebP.',
  choiceOver: 'This choice is over. Open the menu on the message again.',
  notReady: 'This picture is not ready yet. Press the button again when it is here.',
  nothingBefore: 'This picture was made from words alone, so there is no picture before it to compare with.',
  shared: 'Shared: everybody in this channel sees it now. Your private copy stays.',
  sharedAlready: 'This is shared already: look for it further down in the channel where you shared it.',
  publicAlready: 'Everybody in this channel sees this already.',
  deleted: 'Deleted: the message, the picture and what it was made from. It cannot be brought back.',
  deletedButShown:
    'Deleted here and at the file service. The message itself is out of my reach: remove it in Discord, too.',
  hiddenHere:
    'This picture is marked as NSFW and this channel is not. Press the button in an age-restricted channel or a direct message.',
  deleteLater:
    'The file service does not answer, so the picture cannot be removed yet. Nothing has changed: press the button again in a few minutes.',
  fetchLater:
    'The file service does not answer, so I cannot fetch this picture. Press the button again in a few minutes.',
  notYoursToDelete:
    'Only whoever made this and moderators of this channel may delete it. **Report** tells the moderators about it.',
  cancelFirst: 'This is still in the works. Cancel it, or delete it when it is finished.',
  reported:
    'Thank you. The moderators of this server will see your report; nobody else does. I tell you by direct message what becomes of it.',
  reportedWaiting:
    'Thank you. Your report is kept, but nobody has seen it yet: this server has named no channel for reports. I am telling its owner; if it cannot wait, write to a moderator.',
  reportedAlready: 'You have reported this already. What becomes of it I tell you by direct message.',
  reportOwn: 'This is your own. **Delete** removes it.',
  reportElsewhere:
    'Reports go to the moderators of a server that has added me, and this is not one. Report the message to Discord instead.',
  notOffered: (command, instead) =>
    `Not offered here at the moment: ${command}. ${instead ? `Use ${instead} instead.` : '**/help** lists what is.'}`,
  wordsOnly:
    'This picture was made from words alone, so there is nothing to repeat on another picture. Use **Again**, or **/reimagine**.',
  stepNotYours:
    'One of the steps to this picture is private to somebody else, so they cannot be repeated. Branch from a later step, or ask its author.',
  tooManySteps: 'At most ten steps can be repeated at once. Open the history of an earlier step and repeat from there.',
  stepNotOffered: 'One of the steps is not offered here at the moment. Try again later, or repeat an earlier step.',
  moderatorsOnly:
    'This is for moderators: members who may manage the server, or have the moderators’ role. Ask one of them.',
  serversOnly: 'This works in servers that the bot is a member of. Use it there.',
  shuttingDown: 'The bot is restarting. Try again in a minute; nothing that was started is lost.',
  tooSlow: 'I am slower than usual right now, so nothing was started and nothing was spent. Do the same once more.',
  internal: (reference) =>
    `Something broke on our side (ref ${reference}). Try again; if it breaks again, tell whoever runs the bot this reference.`,
};
