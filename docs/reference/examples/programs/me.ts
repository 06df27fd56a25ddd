const { APIFRAME_V2_API_URL, APIFRAME_V2_API_KEY = '', USER_AGENT = '' } = process.env;

const response = await fetch(`${APIFRAME_V2_API_URL}/v2/me`, {
  headers: { 'user-agent': USER_AGENT, 'x-api-key': APIFRAME_V2_API_KEY },
  signal: AbortSignal.timeout(30_000),
  redirect: 'error',
});
const text = await response.text();
if (!response.ok) throw new Error(`${response.status} ${text}`);

const { team }: { team: { credits: number } } = JSON.parse(text);
console.log(`${team.credits} credits left`);
