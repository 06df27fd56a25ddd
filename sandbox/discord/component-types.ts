export const COMPONENT = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;

export const SELECTS: ReadonlySet<number> = new Set([3, 5, 6, 7, 8]);

const IN_CONTAINER = [
  COMPONENT.row,
  COMPONENT.section,
  COMPONENT.text,
  COMPONENT.gallery,
  COMPONENT.file,
  COMPONENT.separator,
];

export const TOP_LEVEL: ReadonlySet<number> = new Set([...IN_CONTAINER, COMPONENT.container]);
export const TOP_LEVEL_WITHOUT_V2: ReadonlySet<number> = new Set([COMPONENT.row]);
const NONE: ReadonlySet<number> = new Set();

const CHILDREN: Readonly<Record<number, ReadonlySet<number>>> = {
  [COMPONENT.row]: new Set([COMPONENT.button, ...SELECTS]),
  [COMPONENT.section]: new Set([COMPONENT.text]),
  [COMPONENT.container]: new Set(IN_CONTAINER),
};

export const ACCESSORIES: ReadonlySet<number> = new Set([COMPONENT.button, COMPONENT.thumbnail]);

export const childrenOf = (type: number): ReadonlySet<number> => CHILDREN[type] ?? NONE;

export const MAX_COMPONENTS = 40;
export const MAX_TEXT = 4000;
