// Shapes of what travels between the page and the stand-in; only for the type check, no browser loads it.

interface Action {
  type: string;
  label?: string;
  text?: string;
  data?: string;
  displayText?: string;
  uri?: string;
  linkUri?: string;
  mode?: string;
  initial?: string;
  min?: string;
  max?: string;
  clipboardText?: string;
}

/** A component of a Flex message, or a block, a bubble, a carousel. LINE: Flex Message elements. */
interface Part {
  type: string;
  contents?: Part[];
  layout?: string;
  adjustMode?: string;
  text?: string;
  url?: string;
  previewUrl?: string;
  altContent?: Part;
  action?: Action;
  flex?: number;
  size?: string;
  margin?: string;
  spacing?: string;
  align?: string;
  gravity?: string;
  wrap?: boolean;
  maxLines?: number;
  lineSpacing?: string;
  weight?: string;
  style?: string;
  decoration?: string;
  color?: string;
  height?: string;
  width?: string;
  maxWidth?: string;
  maxHeight?: string;
  aspectRatio?: string;
  aspectMode?: string;
  backgroundColor?: string;
  background?: { type: string; angle: string; startColor: string; endColor: string; centerColor?: string; centerPosition?: string };
  borderColor?: string;
  borderWidth?: string;
  cornerRadius?: string;
  justifyContent?: string;
  alignItems?: string;
  position?: string;
  offsetTop?: string;
  offsetBottom?: string;
  offsetStart?: string;
  offsetEnd?: string;
  paddingAll?: string;
  paddingTop?: string;
  paddingBottom?: string;
  paddingStart?: string;
  paddingEnd?: string;
  direction?: string;
  header?: Part;
  hero?: Part;
  body?: Part;
  footer?: Part;
  styles?: { [block: string]: { backgroundColor?: string; separator?: boolean; separatorColor?: string } };
}

interface TemplatePart {
  type?: string;
  title?: string;
  text?: string;
  thumbnailImageUrl?: string;
  imageUrl?: string;
  imageAspectRatio?: string;
  imageSize?: string;
  imageBackgroundColor?: string;
  actions?: Action[];
  action?: Action;
  defaultAction?: Action;
  columns?: TemplatePart[];
}

interface Area extends Action {
  area: { x: number; y: number; width: number; height: number };
}

interface Message {
  type: string;
  id?: string;
  text?: string;
  edited?: boolean;
  altText?: string;
  contents?: Part;
  template?: TemplatePart;
  baseUrl?: string;
  baseSize?: { width: number; height: number };
  video?: { previewImageUrl?: string; area?: { x: number; y: number; width: number; height: number } };
  actions?: Area[];
  originalContentUrl?: string;
  previewImageUrl?: string;
  duration?: number;
  packageId?: string;
  stickerId?: string;
  latitude?: number;
  longitude?: number;
  title?: string;
  address?: string;
  fileName?: string;
  fileSize?: number;
  imageSet?: { id: string; index: number; total: number };
  emojis?: { index: number; length?: number }[];
  substitution?: { [name: string]: { type: string; mentionee?: { userId?: string } } };
  quickReply?: { items: { imageUrl?: string; action: Action }[] };
  mention?: { mentionees: { index: number; length: number }[] };
}

interface Item {
  number: number;
  at: number;
  kind: string;
  chat: string;
  person?: string;
  id?: string;
  sender?: string;
  sender_name?: string;
  message?: Message;
  text?: string;
  unsent?: boolean;
  quotes?: string | null;
  does?: string;
  uri?: string;
  clipboardText?: string;
  label?: string;
  seconds?: number;
}

interface Person {
  userId: string;
  name: string;
  friendship: string;
  last?: number;
}

interface Resident {
  name: string;
  userId: string;
  role: string;
  sentences: string[];
}

interface Roster {
  groups?: { heading: string; code?: string; lat?: number; lng?: number; people: Resident[] }[];
  opening?: string[];
  invitation?: string;
  stranger?: string[];
  titles?: { [intent: string]: string };
  tour?: Step[];
}

/** Something to try: `who` taps `sentence`; once they have said `done`, it is done. `with`: others whose phones belong to it. */
interface Step {
  title: string;
  who: string;
  with: string[];
  sentence: string;
  done: string;
}

interface Group {
  groupId: string;
  name: string;
  hasBot: boolean;
  members: string[];
}

interface ClockState {
  can_move: boolean;
  offset: number;
  real: number;
  now: number;
  moves: { at: number; offset: number }[];
}

interface Fault {
  number: number;
  kind: string;
  endpoint: string;
  times: number | null;
  status: number;
  seconds: number;
}

interface Board {
  quota: number | null;
  used: number;
  faults: Fault[];
  settings: { [name: string]: any };
  people: number;
  groups: [string, boolean, number][];
  clock: { offset: number };
}

interface ExchangeSummary {
  number: number;
  at: number;
  way: "webhook" | "call";
  name: string;
  status: number;
  took_ms: number;
  is_lost: boolean;
  trouble?: string;
  chats?: string[];
  events?: string[];
  kinds?: string[];
  redelivery?: boolean;
}

interface ExchangeDetail extends ExchangeSummary {
  request_headers: { [name: string]: string };
  request_body: string;
  answer_headers: { [name: string]: string };
  answer_body: string;
}

interface Understood {
  intent?: string;
  confidence?: number;
  entities?: { [name: string]: unknown };
  alternatives?: { intent: string; confidence: number }[];
}

interface Told {
  messages: string[];
  events: string[];
  phone?: { does: string; uri?: string; clipboardText?: string };
}

interface RichMenu {
  richMenuId: string;
  size: { width: number; height: number };
  chatBarText: string;
  selected: boolean;
  areas: { bounds: { x: number; y: number; width: number; height: number }; action: Action }[];
}
