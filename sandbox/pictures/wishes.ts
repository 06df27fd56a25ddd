import type { Random } from './random.ts';

export type Time = 'day' | 'dawn' | 'sunset' | 'night';
type Weather = 'snow' | 'rain' | 'fog' | 'clear';
export type Place =
  | 'meadow'
  | 'snow'
  | 'sea'
  | 'river'
  | 'city'
  | 'desert'
  | 'forest'
  | 'mountain'
  | 'roof'
  | 'garden'
  | 'space';

/** What the painter understands of a prompt. */
export interface Wishes {
  readonly subject: Subject | undefined;
  /** As it was asked for: of the subject, and of the sky. */
  readonly color: string | undefined;
  readonly skyColor: string | undefined;
  readonly place: Place;
  readonly time: Time;
  readonly weather: Weather;
  readonly isAsleep: boolean;
  readonly hasMoon: boolean;
}

/** In their order: the first that is named is painted. Whatever is a place, too, comes after the others. */
const SUBJECTS = [
  ['fox', 'fox|foxes|cáo'],
  ['cat', 'cats?|kittens?|mèo'],
  ['dog', 'dogs?|pupp(?:y|ies)|corgi|shiba|chó|cún'],
  ['wolf', 'wol(?:f|ves)|husk(?:y|ies)|sói'],
  ['panda', 'pandas?|gấu trúc'],
  ['bear', 'bears?|gấu'],
  ['rabbit', 'rabbits?|bunn(?:y|ies)|hares?|thỏ'],
  ['tiger', 'tigers?|hổ|cọp'],
  ['lion', 'lions?|sư tử'],
  ['owl', 'owls?|cú'],
  ['bird', 'birds?|sparrows?|robins?|parrots?|crows?|ravens?|chim|vẹt|quạ'],
  ['robot', 'robots?|androids?|người máy|rô bốt'],
  ['astronaut', 'astronauts?|phi hành gia'],
  ['boat', 'boats?|ships?|sail\\p{L}*|yachts?|thuyền|tàu'],
  ['balloon', 'balloons?|khinh khí cầu|bóng bay'],
  ['car', 'cars?|vans?|xe hơi|ô tô|xe'],
  ['lighthouse', 'lighthouses?|hải đăng'],
  ['castle', 'castles?|palaces?|lâu đài'],
  [
    'person',
    'portraits?|wom[ae]n|m[ae]n|girls?|boys?|persons?|people|captains?|king|queen|wizards?|knights?|người|cô gái|chàng trai|em bé',
  ],
  ['flower', 'flowers?|roses?|tulips?|lotus|sunflowers?|hoa|sen'],
  ['house', 'houses?|cabins?|cottages?|huts?|homes?|village|temples?|ngôi nhà|căn nhà|nhà|làng|chùa'],
  ['tree', 'trees?|oaks?|pines?|bonsai|cây'],
] as const;

export type Subject = (typeof SUBJECTS)[number][0];

const PLACES: readonly (readonly [Place, string])[] = [
  ['roof', 'roofs?|rooftops?|mái nhà|mái ngói|nóc nhà'],
  ['space', 'space|galax(?:y|ies)|planets?|mars|vũ trụ|không gian|hành tinh'],
  ['snow', 'snow\\p{L}*|winter|ice|icy|arctic|tuyết|mùa đông|băng'],
  ['sea', 'sea|seas|ocean|beach|coast|harbou?r|island|biển|bãi biển|đại dương|bến cảng|cảng|đảo'],
  ['river', 'rivers?|lakes?|ponds?|streams?|water|sông|hồ|suối|ao'],
  ['city', 'city|cities|town|streets?|skyline|downtown|thành phố|phố|đường phố'],
  ['desert', 'deserts?|dunes?|sahara|sa mạc|đồi cát'],
  ['mountain', 'mountains?|peaks?|alps|cliffs?|núi'],
  ['forest', 'forests?|woods|woodland|jungle|rừng'],
  ['garden', 'gardens?|spring|khu vườn|vườn|mùa xuân'],
  ['meadow', 'meadows?|fields?|hills?|grass|countryside|đồng cỏ|cánh đồng|đồi|cỏ'],
];

const TIMES: readonly (readonly [Time, string])[] = [
  ['night', 'night|midnight|moon\\p{L}*|stars?|starry|space|dark|galaxy|đêm|trăng|sao|khuya'],
  ['sunset', 'sunset|dusk|evening|twilight|golden hour|hoàng hôn|chiều tà|chiều'],
  ['dawn', 'dawn|sunrise|morning|bình minh|rạng đông|buổi sáng'],
];

const WEATHERS: readonly (readonly [Weather, string])[] = [
  ['snow', 'snow\\p{L}*|blizzard|tuyết'],
  ['rain', 'rain|rainy|raining|storm\\p{L}*|mưa|bão'],
  ['fog', 'fog|foggy|mist|misty|sương|sương mù'],
];

/** The longer name first, where one holds another. */
const COLORS: readonly (readonly [color: string, words: string])[] = [
  ['#2F8F4E', 'green|emerald|xanh lá cây|xanh lá|xanh lục|lục'],
  ['#2E66C9', 'blue|azure|navy|xanh dương|xanh lam|xanh nước biển|xanh da trời|xanh biển|xanh|lam'],
  ['#D32B25', 'red|crimson|scarlet|đỏ'],
  ['#E8A91C', 'gold|golden|yellow|vàng'],
  ['#E9762B', 'orange|ginger|màu cam|cam'],
  ['#25232B', 'black|đen'],
  ['#F6F3EC', 'white|trắng'],
  ['#8E949E', 'gr[ae]y|silver|xám|bạc'],
  ['#7B4A2B', 'brown|nâu'],
  ['#EE7FA9', 'pink|hồng'],
  ['#7A45B0', 'purple|violet|tím'],
  ['#1E9E9A', 'turquoise|teal|cyan|ngọc lam'],
];

/** Where one of the words (parts of a pattern) stands in the text by itself, in any script. */
function placesOf(text: string, words: string): readonly { readonly from: number; readonly to: number }[] {
  const found = text.matchAll(new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'giu'));
  return [...found].map((match) => ({ from: match.index, to: match.index + match[0].length }));
}

const isIn = (text: string, words: string): boolean => placesOf(text, words).length > 0;

const VIETNAMESE = /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/iu;
const SKY = 'sky|skies|bầu trời|trời';

/** A color belongs to the noun that it stands beside: before it in English, after it in Vietnamese. */
function colorsIn(text: string) {
  const isAfter = VIETNAMESE.test(text);
  const nouns = [...SUBJECTS.map(([, words]) => words), SKY, ...PLACES.map(([, words]) => words)];
  const taken: { from: number; to: number }[] = [];
  const found = COLORS.flatMap(([color, words]) =>
    placesOf(text, words)
      .filter(({ from, to }) => !taken.some((each) => from < each.to && to > each.from))
      .map((place) => {
        taken.push(place);
        const gaps = nouns.flatMap((noun) =>
          placesOf(text, noun).map((at) => ({ noun, gap: isAfter ? place.from - at.to : at.from - place.to })),
        );
        const [nearest] = gaps.filter(({ gap }) => gap >= 0 && gap < 18).sort((a, b) => a.gap - b.gap);
        return { color, noun: nearest?.noun, from: place.from };
      }),
  );
  return found.sort((a, b) => a.from - b.from);
}

/** What stands in a place of which nothing more is said; nothing where the place is enough. */
const USUAL: Readonly<Partial<Record<Place, Subject>>> = {
  sea: 'boat',
  snow: 'house',
  garden: 'flower',
  space: 'astronaut',
};
/** Where something is when nothing is said. */
const HOME: Readonly<Partial<Record<Subject, Place>>> = {
  boat: 'sea',
  lighthouse: 'sea',
  astronaut: 'space',
  flower: 'garden',
  car: 'city',
};

/** What a prompt says, and where it says nothing, what chance and custom make of it. */
export function readWishes(prompt: string, random: Random): Wishes {
  const text = prompt.normalize('NFC');
  const first = <Name>(list: readonly (readonly [Name, string])[]) => list.find(([, words]) => isIn(text, words))?.[0];
  const named = first(PLACES);
  // a roof is no house
  const withoutRoof = text.replace(/(?<!\p{L})(?:mái nhà|nóc nhà|người máy)(?!\p{L})/giu, (found) =>
    found.toLowerCase() === 'người máy' ? 'robot' : ' ',
  );
  const [said, subjectWords] = SUBJECTS.find(([, words]) => isIn(withoutRoof, words)) ?? [];
  const colors = colorsIn(text);
  const free = colors.filter(({ noun }) => noun === undefined);
  const own = colors.find(({ noun }) => noun !== undefined && noun === subjectWords) ?? free[0];
  const isNothing = said === undefined && named === undefined;
  const chance = isNothing ? random.pick<Subject>(['house', 'tree', 'balloon', 'fox']) : undefined;
  const subject = said ?? (named ? USUAL[named] : chance);
  const place = named ?? (subject && HOME[subject]) ?? 'meadow';
  const hour =
    place === 'snow' ? random.pick<Time>(['day', 'dawn']) : random.pick<Time>(['day', 'day', 'day', 'dawn', 'sunset']);
  return {
    subject,
    color: own?.color,
    skyColor: colors.find(({ noun }) => noun === SKY)?.color,
    place,
    time: first(TIMES) ?? hour,
    weather: first(WEATHERS) ?? 'clear',
    isAsleep: isIn(text, 'sleep\\p{L}*|asleep|nap|napping|ngủ'),
    hasMoon: isIn(text, 'moon\\p{L}*|trăng'),
  };
}
