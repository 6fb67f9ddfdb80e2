import type { NewPrompt } from '../src/prompts/schema.ts';

/** The users of the example library. */
export const people = [
  { email: 'ada@example.com', name: 'Ada', role: 'ADMIN', subscriptionStatus: 'PRO' },
  { email: 'grace@example.com', name: 'Grace', role: 'USER', subscriptionStatus: 'PRO' },
  { email: 'minjun@example.com', name: '민준', role: 'USER', subscriptionStatus: 'FREE' },
] as const;

/** An example prompt with its creator and the users who like it, by the local part of their email. */
export interface ExamplePrompt extends Omit<NewPrompt, 'agentType' | 'visibility'> {
  agentType?: NewPrompt['agentType'];
  visibility?: NewPrompt['visibility'];
  creator: string;
  likedBy: readonly string[];
}

/** The prompts of the example library, in English and Korean. */
export const prompts: readonly ExamplePrompt[] = [
  {
    title: 'Release notes',
    description: 'Turns a list of commits into notes that users understand',
    text: 'Here are the commits since the last release:\n\n${commits}\n\nWrite release notes for ${audience:people who use the product}. Group them into New, Improved and Fixed. Leave out changes that users will not notice. One line each, no file names.',
    tags: ['writing', 'release'],
    creator: 'ada',
    likedBy: ['grace', 'minjun'],
  },
  {
    title: 'Find the missing test',
    description: 'Asks for the cases that a test file forgets',
    text: 'Read this function and its tests.\n\n${code}\n\nName up to five inputs that no test covers and that could go wrong, the most dangerous first. For each: the input, what you expect to happen, why it matters. Do not write the tests yet.',
    tags: ['code', 'testing'],
    creator: 'grace',
    likedBy: ['ada'],
  },
  {
    title: 'Explain a query plan',
    description: 'Explains the output of EXPLAIN ANALYZE',
    text: 'This is the output of EXPLAIN (ANALYZE, BUFFERS) on PostgreSQL ${version:15}:\n\n${plan}\n\nExplain in plain words what it does step by step, which step takes the time, and which one change you would try first. If an index would help, write its CREATE INDEX.',
    tags: ['code', 'postgresql'],
    visibility: 'PRO',
    creator: 'grace',
    likedBy: ['ada', 'minjun'],
  },
  {
    title: 'Five-minute lesson',
    description: 'A short lesson with one question at the end',
    text: 'Teach me ${topic} in five minutes. I am ${level:a beginner}. Begin with an example from daily life, then the idea, then where it stops being true. End with one question that shows whether I understood, and wait for my answer.',
    tags: ['teaching'],
    creator: 'ada',
    likedBy: ['grace'],
  },
  {
    title: 'Polite refusal',
    description: 'Says no to a request and keeps the door open',
    text: 'Write a short answer to this message that declines it:\n\n${message}\n\nThe reason I am willing to give: ${reason:no time this month}. Be warm, do not apologize more than once, offer ${alternative:to talk again next quarter}.',
    tags: ['writing', 'email'],
    creator: 'grace',
    likedBy: [],
  },
  {
    title: 'Poster of a small town in rain',
    description: 'A quiet travel poster',
    text: 'Travel poster of ${town:a harbor town} in evening rain, seen from a hill, wet slate roofs, warm windows, flat colors, three tones of blue and one of amber, large empty sky for a title, no text, no people',
    agentType: 'IMAGE',
    tags: ['poster', 'travel'],
    creator: 'ada',
    likedBy: ['minjun'],
  },
  {
    title: 'Icon set from one object',
    description: 'Keeps a family of icons alike',
    text: 'A set of nine line icons about ${subject:gardening}, all with the same two-pixel stroke and rounded ends, drawn on a 24 by 24 grid, black on white, arranged three by three with equal space between them',
    agentType: 'IMAGE',
    tags: ['icons', 'design'],
    visibility: 'PRO',
    creator: 'ada',
    likedBy: ['grace'],
  },
  {
    title: '마케팅 문구 다듬기',
    description: '긴 소개글을 짧은 광고 문구로 바꿉니다',
    text: '다음 소개글을 읽고 ${channel:인스타그램}에 올릴 마케팅 문구 세 가지를 써 주세요.\n\n${introduction}\n\n각각 40자를 넘지 않게, 과장된 표현 없이, 마지막에 행동을 권하는 말을 한 번만 넣어 주세요.',
    tags: ['마케팅', '글쓰기'],
    creator: 'minjun',
    likedBy: ['ada', 'grace'],
  },
  {
    title: '회의록 정리',
    description: '녹취록에서 결정과 할 일을 뽑습니다',
    text: '아래는 회의 녹취록입니다.\n\n${transcript}\n\n결정된 것, 아직 정해지지 않은 것, 할 일(담당자와 기한 포함)을 표로 정리해 주세요. 녹취록에 없는 내용은 적지 마세요.',
    tags: ['업무', '글쓰기'],
    creator: 'minjun',
    likedBy: ['ada'],
  },
  {
    title: '자연스러운 번역',
    description: '영어 글을 한국어 독자에게 맞게 옮깁니다',
    text: '다음 글을 한국어로 번역해 주세요. 독자는 ${reader:개발자}입니다. 직역보다 자연스러움을 먼저 생각하고, 널리 쓰이는 용어는 영어를 괄호에 함께 적어 주세요.\n\n${text}',
    tags: ['번역', '글쓰기'],
    visibility: 'PRO',
    creator: 'minjun',
    likedBy: ['grace'],
  },
  {
    title: '한옥 카페 삽화',
    description: '따뜻한 색의 실내 그림',
    text: '오래된 한옥을 고친 작은 카페 안, ${season:가을} 오후의 빛이 창호지로 들어오는 장면, 수채화, 부드러운 갈색과 초록, 사람 없음, 글자 없음',
    agentType: 'IMAGE',
    tags: ['삽화', 'travel'],
    creator: 'minjun',
    likedBy: ['ada'],
  },
  {
    title: 'Notes to myself',
    description: 'Not ready to be shown',
    text: 'Try again with fewer adjectives.',
    tags: ['writing'],
    visibility: 'PRIVATE',
    creator: 'grace',
    likedBy: [],
  },
];
