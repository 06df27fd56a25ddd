set -euo pipefail

curl -sS --fail-with-body --max-time 30 -o answer.json "$APIFRAME_V2_API_URL/v2/jobs/$JOB_ID" \
  -A "$USER_AGENT" -H "X-API-Key: $APIFRAME_V2_API_KEY"

LINK=$(grep -oE 'https?://[^"]+' answer.json | head -n 1)
curl -sS --fail --max-time 60 -o result.png "$LINK"
