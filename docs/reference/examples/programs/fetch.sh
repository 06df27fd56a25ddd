set -euo pipefail

curl -sS --fail-with-body --max-time 30 -o answer.json "$APIFRAME_API_URL/fetch" \
  -A "$USER_AGENT" -H "Authorization: $APIFRAME_API_KEY" -H 'content-type: application/json' -d "{ \"task_id\": \"$TASK_ID\" }"

LINK=$(grep -oE '"image_url" *: *"[^"]+"' answer.json | cut -d '"' -f 4)
curl -sS --fail --max-time 60 -o result.png "$LINK"
