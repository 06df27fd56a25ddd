interface Lora {
  id: number;
  name: string;
  description: string;
  category: string;
  type: 'style' | 'character';
}
type Groups = Record<string, Lora[]>;

const {
  FREEPIK_API_URL,
  FREEPIK_API_HEADER = 'x-freepik-api-key',
  FREEPIK_API_KEY = '',
  USER_AGENT = '',
} = process.env;

const response = await fetch(`${FREEPIK_API_URL}/v1/ai/loras`, {
  headers: { 'user-agent': USER_AGENT, [FREEPIK_API_HEADER]: FREEPIK_API_KEY },
  signal: AbortSignal.timeout(30_000),
  redirect: 'error',
});
const text = await response.text();
if (!response.ok) throw new Error(`${response.status} ${text}`);

const { data }: { data: Groups | Groups[] } = JSON.parse(text);
const loras = [data].flat().flatMap((groups) => Object.values(groups).flat());
for (const { id, type, name } of loras) console.log(id, type, name);
