import type { RefusalTexts } from '../texts.ts';
import { anyOf, number } from './format.ts';

export const refusals: RefusalTexts = {
  anyOf,
  quoted: (value) => `“${value}”`,
  option: (name) => `**${name}**`,
  more: (count) => `${number(count)} more`,
  blank: (option) => `${option} is empty. Write something there and send the command again.`,
  tooLong: (option, limit, actual) =>
    `${option} may have ${number(limit)} characters; yours has ${number(actual)}. Shorten it and send the command again.`,
  missing: (option) => `${option} is needed here. Add it and send the command again.`,
  badChoice: (option, value, allowed) => `${option} cannot be ${value}. Choose ${allowed}.`,
  outOfRange: (option, minimum, maximum) =>
    maximum === undefined
      ? `${option} starts at ${number(minimum)}. Choose that or more.`
      : `${option} goes from ${number(minimum)} to ${number(maximum)}. Choose a number in between.`,
  badValue: (option) => `${option} cannot be used as it is. Choose another value, or leave it out.`,
  colorCount: (option) => `${option} takes one to five colors. Write them like \`#ff8800:0.6, #0aa\`.`,
  color: (option, value) => `${value} in ${option} is not a color. Write colors like \`#ff8800:0.6, #0aa\`.`,
  colorWeight: (option, value) =>
    `The weight of ${value} in ${option} has to be from 0.05 to 1. Write it like \`#ff8800:0.6\`.`,
  needs: (option, needs) => `${option} does nothing without ${needs}. Add it, or leave ${option} out.`,
  conflict: (option, other) => `${option} and ${other} cannot be used together. Keep one of them.`,
  onlyWith: (option, other, values) =>
    `${option} works only when ${other} is ${values}. Choose that, or leave ${option} out.`,
  notWith: (option, other, values) =>
    `${option} does not work when ${other} is ${values}. Choose something else there, or leave ${option} out.`,
  switchedOff: (what) => `${what} is switched off on this bot at the moment. Choose something else.`,
  notAPicture: (option) => `What you attached as ${option} is not a picture. Attach a PNG, JPEG or WebP.`,
  tooLarge: (option, megabytes) =>
    `The picture in ${option} is larger than ${number(megabytes)} MB. Attach a smaller one, or save it as JPEG.`,
  tooManyPixels: (option, megapixels) =>
    `The picture in ${option} has more than ${number(megapixels)} megapixels. Attach a smaller version.`,
  unreadable: (option) => `The picture in ${option} seems damaged. Save it again as PNG, JPEG or WebP and attach that.`,
  unreachable: (option) => `The picture in ${option} could not be fetched. Attach it and send the command again.`,
  noAddress:
    'The provider has to fetch this picture by a link, and it has none. Save it and attach it as a file with the command.',
  noPicture: (option, other) =>
    `This needs a picture. Attach one as ${option}, or choose one of yours in ${other}: a recent picture, a job id, or a link.`,
  tooManyPictures: (limit) => `At most ${number(limit)} pictures can be used together. Leave some out.`,
  tooSmall: (option, pixels) =>
    `The picture in ${option} is too small: each side needs at least ${number(pixels)} pixels. Attach a larger one.`,
  tooLongShape: (option, longest) =>
    `The picture in ${option} is too long and narrow: one side may be ${number(longest)} times the other. Crop it first.`,
  pictureNotFound: (option) =>
    `${option} leads to no picture of yours. Choose one from the list, or attach the picture itself.`,
  linkNotAllowed: (option, host) =>
    `Pictures from ${host} cannot be used in ${option}. Save the picture and attach it instead.`,
  nothingToAdd: (margins, shape) =>
    `Nothing would be added. Give a number of pixels for ${margins}, or choose a ${shape} that the picture does not have yet.`,
  sideTooLarge: (option, side, limit, nearest) =>
    `For ${option}, more than ${number(limit)} pixels would have to be added at the ${side}. ${
      nearest === undefined ? 'Choose a smaller number.' : `The nearest that works is ${nearest}.`
    }`,
  resultTooLarge: (option, limit, unit, nearest) =>
    `The result would be larger than ${number(limit)} ${unit === 'px' ? 'pixels a side' : 'megapixels'}. ${
      nearest === undefined ? 'Ask for less, or use a smaller picture.' : `Set ${option} to ${nearest}.`
    }`,
  badShape: (option, value, example, between) =>
    `${option} cannot be ${value}. Write it like ${example}${between ? `, from ${between[0]} to ${between[1]}` : ''}.`,
  badEmphasis: (option, value) =>
    `${value} in ${option} is not possible: emphasis goes from 1 to 1.4, as in \`(golden light:1.2)\`.`,
};
